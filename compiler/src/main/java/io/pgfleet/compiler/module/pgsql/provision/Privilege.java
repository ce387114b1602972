package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

/**
 * A privilege that somebody shall have, or shall not have, on a database or schema.
 *
 * @param grantee a role's name or {@link Grantee#PUBLIC}
 * @param privilege such as {@code CONNECT}
 * @param grantable whether the grantee may pass it on
 * @param granted false when it shall be taken away
 */
record Privilege(String grantee, String privilege, boolean grantable, boolean granted) {

  static Privilege granted(String grantee, String privilege) {
    return new Privilege(grantee, privilege, false, true);
  }

  static Privilege revoked(String grantee, String privilege) {
    return new Privilege(grantee, privilege, false, false);
  }

  Privilege passedOn() {
    return new Privilege(grantee, privilege, true, granted);
  }

  Wish onDatabase(String database) {
    String entries =
        "pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
            + " WHERE d.datname = "
            + literal(database);
    return new Wish(holds(entries), statement("DATABASE " + identifier(database)));
  }

  /** On the schema public, where the database has one. */
  Wish onPublicSchema() {
    String entries =
        "pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a"
            + " WHERE n.nspname = 'public'";
    String none = "to_regnamespace('public') IS NULL";
    return Wish.guarded(
        "(" + none + " OR " + holds(entries) + ")", withoutSemicolon(statement("SCHEMA public")));
  }

  private String holds(String entries) {
    String found =
        "EXISTS (SELECT FROM "
            + entries
            + " AND a.grantee = "
            + Grantee.oid(grantee)
            + " AND a.privilege_type = "
            + literal(privilege)
            + (grantable ? " AND a.is_grantable" : "")
            + ")";
    return granted ? found : "NOT " + found;
  }

  private String statement(String object) {
    String what = privilege + " ON " + object;
    return granted
        ? "GRANT "
            + what
            + " TO "
            + Grantee.name(grantee)
            + (grantable ? " WITH GRANT OPTION;" : ";")
        : "REVOKE " + what + " FROM " + Grantee.name(grantee) + ";";
  }

  private static String withoutSemicolon(String statement) {
    return statement.substring(0, statement.length() - 1);
  }
}
