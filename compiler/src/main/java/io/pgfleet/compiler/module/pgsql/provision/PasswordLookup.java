package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;

import io.pgfleet.compiler.model.parameter.PgDatabase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The function through which the connection pool looks up passwords of users that are not in its
 * list; nobody else may call it, whatever default privileges say.
 */
final class PasswordLookup {
  private static final String FUNCTION = "monitor.pgbouncer_auth(text)";

  private final List<String> callers;

  /**
   * @param database whose pool may have a user of its own for the lookup
   */
  PasswordLookup(Principals principals, Optional<PgDatabase> database) {
    Stream<String> own = database.flatMap(PgDatabase::poolAuthUser).stream();
    this.callers = Stream.concat(Stream.of(principals.monitor()), own).distinct().toList();
  }

  List<Wish> wishes() {
    return Stream.concat(
            Stream.of(
                Wish.guarded("to_regnamespace('monitor') IS NOT NULL", "CREATE SCHEMA monitor"),
                new Wish("to_regprocedure('" + FUNCTION + "') IS NOT NULL", definition()),
                onlyCallers()),
            callers.stream().flatMap(this::mayCall))
        .toList();
  }

  private static String definition() {
    return """
        CREATE OR REPLACE FUNCTION monitor.pgbouncer_auth(login text)
          RETURNS TABLE (username text, password text)
          LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog
          AS $$SELECT rolname::text, rolpassword FROM pg_authid WHERE rolname = login AND rolcanlogin
            AND (rolvaliduntil IS NULL OR rolvaliduntil > now())$$;""";
  }

  private Wish onlyCallers() {
    String foreign =
        " FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a"
            + " LEFT JOIN pg_authid r ON r.oid = a.grantee\n  WHERE p.oid = to_regprocedure('"
            + FUNCTION
            + "') AND a.grantee NOT IN (p.proowner, "
            + callers.stream().map(Grantee::oid).collect(Collectors.joining(", "))
            + ")";
    return new Wish(
        "NOT EXISTS (SELECT" + foreign + ")",
        "SELECT format('REVOKE ALL ON FUNCTION "
            + FUNCTION
            + " FROM %s', coalesce(quote_ident(r.rolname), 'PUBLIC'))\n "
            + foreign
            + "\n\\gexec");
  }

  private Stream<Wish> mayCall(String caller) {
    Wish schema =
        new Wish(
            "coalesce(has_schema_privilege("
                + Grantee.oid(caller)
                + ", to_regnamespace('monitor')::oid, 'USAGE'), false)",
            "GRANT USAGE ON SCHEMA monitor TO " + identifier(caller) + ";");
    Wish function =
        new Wish(
            "coalesce(has_function_privilege("
                + Grantee.oid(caller)
                + ", to_regprocedure('"
                + FUNCTION
                + "')::oid, 'EXECUTE'), false)",
            "GRANT EXECUTE ON FUNCTION " + FUNCTION + " TO " + identifier(caller) + ";");
    return Stream.of(schema, function);
  }
}
