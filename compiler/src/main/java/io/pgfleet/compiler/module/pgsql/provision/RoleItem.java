package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.PgUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A role with its attributes, password, expiry, comment and settings. */
final class RoleItem {
  /** Where the role keeps which relative expiry it was given, so that it is given once. */
  private static final String EXPIRY = "pgfleet.expire_in";

  private final PgUser user;
  private final List<Wish> wishes = new ArrayList<>();

  private RoleItem(PgUser user) {
    this.user = user;
  }

  static Item of(PgUser user) {
    RoleItem role = new RoleItem(user);
    role.exists();
    role.attributes();
    user.connlimit().ifPresent(n -> role.wish("rolconnlimit = " + n, "CONNECTION LIMIT " + n));
    user.password().filter(secret -> !secret.empty()).ifPresent(role::password);
    role.expiry();
    user.comment().ifPresent(role::comment);
    role.wishes.addAll(Settings.ofRole(user.name(), user.parameters()));
    return Item.of("role", user.name(), role.wishes);
  }

  private void exists() {
    String login = user.canLogin() ? " LOGIN" : " NOLOGIN";
    wishes.add(Wish.guarded(row(""), "CREATE ROLE " + identifier(user.name()) + login));
  }

  private void attributes() {
    flag(user.login(), "LOGIN", "rolcanlogin");
    flag(user.superuser(), "SUPERUSER", "rolsuper");
    flag(user.createdb(), "CREATEDB", "rolcreatedb");
    flag(user.createrole(), "CREATEROLE", "rolcreaterole");
    flag(user.inherit(), "INHERIT", "rolinherit");
    flag(user.replication(), "REPLICATION", "rolreplication");
    flag(user.bypassrls(), "BYPASSRLS", "rolbypassrls");
  }

  private void flag(Optional<Boolean> wanted, String option, String column) {
    wanted.ifPresent(yes -> wish(yes ? column : "NOT " + column, yes ? option : "NO" + option));
  }

  private void password(Secret secret) {
    String verifier = secret.scramSql();
    wish("rolpassword = " + verifier, "PASSWORD " + verifier);
  }

  /** A relative expiry counts from the moment it is first applied, an absolute one is kept. */
  private void expiry() {
    if (user.expireIn().isPresent()) {
      expireIn(user.expireIn().get());
      return;
    }
    user.expireAt()
        .map(date -> literal(date))
        .ifPresent(date -> wish("rolvaliduntil = timestamptz " + date, "VALID UNTIL " + date));
  }

  private void expireIn(int days) {
    Wish marked = Settings.ofRole(user.name(), EXPIRY, Integer.toString(days));
    String holds = "(" + row("rolvaliduntil IS NOT NULL") + " AND " + marked.holds() + ")";
    String format = literal("ALTER ROLE %I VALID UNTIL %L");
    wishes.add(
        new Wish(
            holds,
            "SELECT format(%s, %s, now() + interval '%d days') WHERE NOT %s\n\\gexec\n%s"
                .formatted(format, literal(user.name()), days, holds, marked.statement())));
  }

  private void comment(String text) {
    wishes.add(
        new Wish(
            row("coalesce(shobj_description(oid, 'pg_authid'), '') = " + literal(text)),
            "COMMENT ON ROLE " + identifier(user.name()) + " IS " + literal(text) + ";"));
  }

  private void wish(String condition, String option) {
    wishes.add(
        new Wish(row(condition), "ALTER ROLE " + identifier(user.name()) + " " + option + ";"));
  }

  private String row(String condition) {
    return "EXISTS (SELECT FROM pg_authid WHERE rolname = "
        + literal(user.name())
        + (condition.isEmpty() ? "" : " AND " + condition)
        + ")";
  }
}
