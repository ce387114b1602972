package io.pgfleet.compiler.render;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Formats in which each line stands for itself: every line is blank, a comment or one of the known
 * shapes, its double quotes are closed, and indented or keyed lines come after a section's head
 * where the format has sections.
 */
final class LineCheck implements Check {
  private static final String CIDR = "(\\S+/\\d{1,3}|\\S+\\s+[0-9a-fA-F.:]+|[A-Za-z.][\\w.-]*)";
  private static final String HBA_NAMES = "(\"[^\"]*\"|[^\\s\"])+";
  private static final String HBA_METHOD =
      "(trust|reject|scram-sha-256|md5|password|gss|sspi|ident|peer|pam|ldap|radius|cert|bsd)";
  private static final String CRON_FIELD = "[0-9A-Za-z*/,-]+";

  private final String what;
  private final Pattern comment;
  private final Optional<Pattern> head;
  private final List<Pattern> shapes;

  private LineCheck(String what, String comment, Optional<String> head, String... shapes) {
    this.what = what;
    this.comment = Pattern.compile(comment);
    this.head = head.map(Pattern::compile);
    this.shapes = List.of(shapes).stream().map(Pattern::compile).toList();
  }

  static LineCheck ini() {
    return new LineCheck(
        "a section, a comment or 'key = value'",
        "\\s*[#;].*",
        Optional.of("\\[[^\\[\\]]+]\\s*"),
        "(\"[^\"]+\"|[^\\s=\\[\\];#\"]+)\\s*=.*",
        "%include\\s+\\S+");
  }

  static LineCheck conf() {
    return new LineCheck(
        "a comment or a setting that begins with a word",
        "\\s*[#;!].*",
        Optional.empty(),
        "\\s*[A-Za-z0-9_%@*+\"./:-].*");
  }

  static LineCheck hba() {
    String database = "\\s+" + HBA_NAMES;
    String options = "(\\s+[a-z_]+=(\"[^\"]*\"|\\S+))*\\s*(#.*)?";
    return new LineCheck(
        "a comment or a rule: type, database, user, address (not for local), method",
        "\\s*#.*",
        Optional.empty(),
        "local" + database + database + "\\s+" + HBA_METHOD + options,
        "host(ssl|nossl|gssenc|nogssenc)?"
            + database
            + database
            + "\\s+"
            + CIDR
            + "\\s+"
            + HBA_METHOD
            + options);
  }

  static LineCheck cron() {
    return new LineCheck(
        "a comment, NAME=value, or five time fields and a command",
        "\\s*#.*",
        Optional.empty(),
        "[A-Za-z_][A-Za-z0-9_]*\\s*=.*",
        "@(reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)\\s+\\S.*",
        "(" + CRON_FIELD + "\\s+){5}\\S.*");
  }

  static LineCheck haproxy() {
    return new LineCheck(
        "a section's head at the line's start, a comment, or an indented setting in a section",
        "\\s*#.*",
        Optional.of(
            "(global|defaults|frontend|backend|listen|userlist|resolvers|peers|mailers|program|cache"
                + "|ring|http-errors|fcgi-app|log-forward)(\\s+\\S.*)?"),
        "\\s+[a-z#].*");
  }

  @Override
  public Optional<Flaw> check(String text) {
    boolean inSection = head.isEmpty();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank() || comment.matcher(line).matches()) {
        continue;
      }
      if (head.isPresent() && head.get().matcher(line).matches()) {
        inSection = true;
        continue;
      }
      Optional<String> wrong = wrong(line, inSection);
      if (wrong.isPresent()) {
        return Optional.of(new Flaw(number, wrong.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> wrong(String line, boolean inSection) {
    if (shapes.stream().noneMatch(shape -> shape.matcher(line).matches())) {
      return Optional.of("expected " + what);
    }
    if (!inSection) {
      return Optional.of("setting before the first section");
    }
    return unclosed(line) ? Optional.of("double quote is not closed") : Optional.empty();
  }

  private static boolean unclosed(String line) {
    boolean open = false;
    for (int i = 0; i < line.length(); i++) {
      char one = line.charAt(i);
      if (one == '\\') {
        i++;
      } else if (one == '"') {
        open = !open;
      }
    }
    return open;
  }
}
