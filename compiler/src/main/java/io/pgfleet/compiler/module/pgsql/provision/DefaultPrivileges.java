package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is granted on objects that certain roles will make in one database.
 *
 * @param creators whose future objects are meant
 */
record DefaultPrivileges(List<String> creators, List<DefaultGrant> grants) {
  DefaultPrivileges {
    creators = creators.stream().distinct().toList();
    grants = List.copyOf(grants);
  }

  /** The same grants for one more creator. */
  DefaultPrivileges andFor(String creator) {
    return new DefaultPrivileges(
        Stream.concat(creators.stream(), Stream.of(creator)).toList(), grants);
  }

  /** No wish when nothing is granted. */
  List<Wish> wishes() {
    return grants.isEmpty() || creators.isEmpty() ? List.of() : List.of(wish());
  }

  private Wish wish() {
    String statements =
        creators.stream()
            .flatMap(creator -> grants.stream().map(grant -> grant.statement(creator)))
            .collect(Collectors.joining("\n"));
    return new Wish(holds(), statements);
  }

  /** A role without a row in pg_default_acl has what the server gives by itself. */
  private String holds() {
    String names =
        creators.stream().map(one -> "(" + literal(one) + ")").collect(Collectors.joining(", "));
    String rows =
        grants.stream()
            .flatMap(one -> one.rows().stream())
            .collect(Collectors.joining(",\n      "));
    return """
        NOT EXISTS (
          SELECT FROM (VALUES %s) AS c (creator), (VALUES
              %s) AS w (kind, grantee, privilege, grantable, granted)
          WHERE w.granted <> EXISTS (
            SELECT FROM pg_authid o
              LEFT JOIN pg_default_acl d ON d.defaclrole = o.oid AND d.defaclnamespace = 0
                AND d.defaclobjtype = w.kind::"char"
              CROSS JOIN LATERAL aclexplode(coalesce(d.defaclacl,
                acldefault(CASE w.kind WHEN 'S' THEN 's' ELSE w.kind END::"char", o.oid))) a
            WHERE o.rolname = c.creator AND a.grantee = w.grantee AND a.privilege_type = w.privilege
              AND (a.is_grantable OR NOT w.grantable)))"""
        .formatted(names, rows);
  }
}
