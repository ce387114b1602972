package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import io.pgfleet.compiler.model.parameter.PgUser;
import io.pgfleet.compiler.model.parameter.RoleGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The roles that a role is a member of; comes after all roles exist. */
final class MembershipItem {
  /** The options set and inherit of a membership came with this version. */
  private static final int OPTIONS_SINCE = 16;

  private final String member;
  private final int version;
  private final List<Wish> wishes = new ArrayList<>();

  private MembershipItem(String member, int version) {
    this.member = member;
    this.version = version;
  }

  /**
   * @param version major version of the server
   */
  static Item of(PgUser user, int version) {
    MembershipItem item = new MembershipItem(user.name(), version);
    user.roles().forEach(item::add);
    return Item.of("memberships", user.name(), item.wishes);
  }

  private void add(RoleGrant grant) {
    if (!grant.state().equals("grant")) {
      revoke(grant.name());
      return;
    }
    wishes.add(
        new Wish(
            rows(grant.name(), ""),
            "GRANT " + identifier(grant.name()) + " TO " + identifier(member) + ";"));
    option(grant.name(), "ADMIN", "admin_option", grant.admin());
    if (version >= OPTIONS_SINCE) {
      option(grant.name(), "SET", "set_option", grant.set());
      option(grant.name(), "INHERIT", "inherit_option", grant.inherit());
    }
  }

  private void option(String role, String option, String column, Optional<Boolean> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    String names = identifier(role) + (wanted.get() ? " TO " : " FROM ") + identifier(member);
    wishes.add(
        wanted.get()
            ? new Wish(rows(role, column), "GRANT " + names + " WITH " + option + " OPTION;")
            : new Wish(
                "NOT " + rows(role, column), "REVOKE " + option + " OPTION FOR " + names + ";"));
  }

  /** Takes the membership back from whoever granted it: newer servers keep one row per grantor. */
  private void revoke(String role) {
    String rows = rows(role, "");
    String grantors =
        "SELECT format('REVOKE %I FROM %I GRANTED BY %I', r.rolname, u.rolname, g.rolname)\n"
            + "  FROM pg_auth_members m JOIN pg_authid r ON r.oid = m.roleid\n"
            + "  JOIN pg_authid u ON u.oid = m.member JOIN pg_authid g ON g.oid = m.grantor\n"
            + "  WHERE r.rolname = "
            + literal(role)
            + " AND u.rolname = "
            + literal(member)
            + "\n\\gexec";
    wishes.add(new Wish("NOT " + rows, grantors));
  }

  private String rows(String role, String condition) {
    return "EXISTS (SELECT FROM pg_auth_members WHERE roleid = "
        + Grantee.oid(role)
        + " AND member = "
        + Grantee.oid(member)
        + (condition.isEmpty() ? "" : " AND " + condition)
        + ")";
  }
}
