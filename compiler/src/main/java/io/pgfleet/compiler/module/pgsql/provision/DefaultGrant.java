package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import io.pgfleet.compiler.module.dialect.RefusedTextException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tail of {@code ALTER DEFAULT PRIVILEGES}: what is granted on objects that will be made later.
 *
 * @param granted false for REVOKE
 * @param privileges in capitals; {@code ALL} is resolved
 * @param grantees roles, or everybody
 * @param grantable whether the grantees may pass the privileges on
 */
record DefaultGrant(
    boolean granted,
    List<String> privileges,
    ObjectKind kind,
    List<String> grantees,
    boolean grantable) {

  private static final Pattern TAIL =
      Pattern.compile(
          "(?i)\\s*(GRANT|REVOKE)\\s+([A-Z ,]+?)\\s+ON\\s+([A-Z]+)\\s+(?:TO|FROM)\\s+"
              + "([A-Z0-9_$\", ]+?)(\\s+WITH\\s+GRANT\\s+OPTION)?\\s*;?\\s*");

  /**
   * @throws RefusedTextException when the text is no such tail
   */
  static DefaultGrant parse(String tail) {
    Matcher parts = TAIL.matcher(tail);
    if (!parts.matches()) {
      throw refused(tail);
    }
    ObjectKind kind = ObjectKind.of(parts.group(3)).orElseThrow(() -> refused(tail));
    return new DefaultGrant(
        parts.group(1).equalsIgnoreCase("GRANT"),
        privileges(parts.group(2), kind),
        kind,
        NameList.parse(parts.group(4)),
        parts.group(5) != null);
  }

  private static RefusedTextException refused(String tail) {
    return new RefusedTextException(
        "default privileges", "must read like GRANT SELECT ON TABLES TO somebody", tail);
  }

  private static List<String> privileges(String text, ObjectKind kind) {
    List<String> named =
        Arrays.stream(text.toUpperCase(Locale.ROOT).split(",")).map(String::strip).toList();
    return named.get(0).matches("ALL(\\s+PRIVILEGES)?") ? kind.privileges() : named;
  }

  /** The complete statement for objects that this role will make. */
  String statement(String creator) {
    return "ALTER DEFAULT PRIVILEGES FOR ROLE "
        + identifier(creator)
        + (granted ? " GRANT " : " REVOKE ")
        + String.join(", ", privileges)
        + " ON "
        + kind
        + (granted ? " TO " : " FROM ")
        + grantees.stream().map(Grantee::name).collect(Collectors.joining(", "))
        + (grantable ? " WITH GRANT OPTION;" : ";");
  }

  /** Rows of (kind, grantee, privilege, grantable, granted) as SQL, a row for each single fact. */
  List<String> rows() {
    return grantees.stream()
        .flatMap(one -> privileges.stream().map(privilege -> row(one, privilege)))
        .toList();
  }

  private String row(String grantee, String privilege) {
    return "("
        + String.join(
            ", ",
            kind.code(),
            Grantee.oid(grantee),
            literal(privilege),
            Boolean.toString(grantable),
            Boolean.toString(granted))
        + ")";
  }

  /** A kind of object that default privileges exist for. */
  enum ObjectKind {
    TABLES("'r'", "INSERT,SELECT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER"),
    SEQUENCES("'S'", "USAGE,SELECT,UPDATE"),
    FUNCTIONS("'f'", "EXECUTE"),
    TYPES("'T'", "USAGE"),
    SCHEMAS("'n'", "USAGE,CREATE");

    private final String code;
    private final String all;

    ObjectKind(String code, String all) {
      this.code = code;
      this.all = all;
    }

    static Optional<ObjectKind> of(String word) {
      String upper = word.toUpperCase(Locale.ROOT);
      String name = upper.equals("ROUTINES") ? "FUNCTIONS" : upper;
      return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    /** The letter of the catalog, as SQL. */
    String code() {
      return code;
    }

    List<String> privileges() {
      return List.of(all.split(","));
    }
  }
}
