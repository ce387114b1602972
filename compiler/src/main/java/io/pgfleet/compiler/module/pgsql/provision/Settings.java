package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Server parameters that a role or a database sets for its sessions. */
final class Settings {
  /** Parameters whose value is a list of names; the server stores each name quoted by itself. */
  private static final Set<String> LISTS =
      Set.of(
          "search_path",
          "temp_tablespaces",
          "local_preload_libraries",
          "session_preload_libraries");

  private static final String RESET = "DEFAULT";

  private final String target;
  private final String owner;

  private Settings(String target, String owner) {
    this.target = target;
    this.owner = owner;
  }

  static List<Wish> ofRole(String role, Map<String, Object> parameters) {
    Settings settings = role(role);
    return parameters.entrySet().stream()
        .map(one -> settings.wish(one.getKey(), text(one.getValue())))
        .toList();
  }

  static Wish ofRole(String role, String name, String value) {
    return role(role).wish(name, value);
  }

  static List<Wish> ofDatabase(String database, Map<String, Object> parameters) {
    Settings settings = database(database);
    return parameters.entrySet().stream()
        .map(one -> settings.wish(one.getKey(), text(one.getValue())))
        .toList();
  }

  static Wish ofDatabase(String database, String name, String value) {
    return database(database).wish(name, value);
  }

  private static Settings role(String name) {
    return new Settings(
        "ROLE " + identifier(name),
        "setdatabase = 0 AND setrole = (SELECT oid FROM pg_authid WHERE rolname = "
            + literal(name)
            + ")");
  }

  private static Settings database(String name) {
    return new Settings(
        "DATABASE " + identifier(name),
        "setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = "
            + literal(name)
            + ")");
  }

  private Wish wish(String name, String value) {
    String stored =
        "EXISTS (SELECT FROM pg_db_role_setting, unnest(setconfig) AS one WHERE "
            + owner
            + " AND lower(split_part(one, '=', 1)) = "
            + literal(name.toLowerCase(Locale.ROOT));
    if (value.equals(RESET)) {
      return new Wish(
          "NOT " + stored + ")", "ALTER " + target + " RESET " + quotedName(name) + ";");
    }
    return new Wish(
        stored + " AND substr(one, strpos(one, '=') + 1) = " + expected(name, value) + ")",
        "ALTER " + target + " SET " + quotedName(name) + " TO " + assigned(name, value) + ";");
  }

  /** Each part of a name such as {@code auto_explain.log_analyze} is an identifier. */
  private static String quotedName(String name) {
    return Arrays.stream(name.split("\\.", -1))
        .map(part -> identifier(part))
        .collect(Collectors.joining("."));
  }

  private static String assigned(String name, String value) {
    return list(name)
        ? NameList.parse(value).stream().map(one -> literal(one)).collect(Collectors.joining(", "))
        : literal(value);
  }

  /** The text that the server keeps, as an expression of SQL. */
  private static String expected(String name, String value) {
    return list(name)
        ? NameList.parse(value).stream()
            .map(one -> "quote_ident(" + literal(one) + ")")
            .collect(Collectors.joining(" || ', ' || "))
        : literal(value);
  }

  private static boolean list(String name) {
    return LISTS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String text(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "on" : "off";
    }
    return value.toString();
  }
}
