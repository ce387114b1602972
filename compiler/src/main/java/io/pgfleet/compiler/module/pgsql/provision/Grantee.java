package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

/** Who holds a privilege: a role, or everybody. */
final class Grantee {
  static final String PUBLIC = "PUBLIC";

  private Grantee() {}

  /** As an expression for its number in the catalog: 0 for everybody, null for no such role. */
  static String oid(String name) {
    return everybody(name) ? "0::oid" : "to_regrole(" + literal(identifier(name)) + ")::oid";
  }

  /** As a name in a statement. */
  static String name(String name) {
    return everybody(name) ? PUBLIC : identifier(name);
  }

  private static boolean everybody(String name) {
    return name.equalsIgnoreCase(PUBLIC);
  }
}
