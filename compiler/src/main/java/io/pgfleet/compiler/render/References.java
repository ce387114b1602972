package io.pgfleet.compiler.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secret references of a text, and the text with a harmless value in the place of each. */
final class References {
  private static final String START = "{secret:";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\{secret:([A-Za-z0-9_./-]+@[a-z0-9]{8})(?:\\|([a-z-]+)(?::([A-Za-z0-9_.@/-]+))?)?}");

  private static final String PEM_STAND_IN =
      "-----BEGIN PRIVATE KEY-----\nc3RhbmQtaW4=\n-----END PRIVATE KEY-----\n";

  /** The closed set of filters, each with text of the shape that it yields. */
  private static final Map<String, String> STAND_INS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("yaml", "\"standin\""),
              Map.entry("sql", "'standin'"),
              Map.entry("scram", "SCRAM-SHA-256$4096:c2FsdA==$a2V5:a2V5"),
              Map.entry("scram-sql", "'SCRAM-SHA-256$4096:c2FsdA==$a2V5:a2V5'"),
              Map.entry("scram-userlist", "\"SCRAM-SHA-256$4096:c2FsdA==$a2V5:a2V5\""),
              Map.entry("userlist", "\"standin\""),
              Map.entry("url", "standin"),
              Map.entry("pgpass", "standin"),
              Map.entry("shell", "'standin'"),
              Map.entry("balancer", "\"standin\""),
              Map.entry("ini", "standin"),
              Map.entry("conf", "\"standin\""),
              Map.entry("htpasswd", "$2y$10$standin"),
              Map.entry("md5", "md5standin"),
              Map.entry("keepalived", "standin")));

  private final SortedSet<String> names = new TreeSet<>();
  private final List<Flaw> flaws = new ArrayList<>();
  private final String standIns;

  private References(String text) {
    this.standIns = text.contains(START) ? replaced(text) : text;
  }

  static References in(String text) {
    return new References(text);
  }

  /** Whether the text is one raw reference and nothing else: a file that is the value. */
  static boolean isOne(String text) {
    return REFERENCE.matcher(text).matches();
  }

  /** The first reference that is misspelt. */
  Optional<Flaw> flaw() {
    return flaws.stream().findFirst();
  }

  List<String> names() {
    return List.copyOf(names);
  }

  String standIns() {
    return standIns;
  }

  private String replaced(String text) {
    if (isOne(text)) {
      names.add(text.substring(START.length(), text.length() - 1));
      return PEM_STAND_IN;
    }
    Matcher matcher = REFERENCE.matcher(text);
    String result = matcher.replaceAll(found -> Matcher.quoteReplacement(standIn(text, found)));
    int left = result.indexOf(START);
    if (left >= 0) {
      flaws.add(Flaw.at(result, left, "misspelt secret reference"));
    }
    return result;
  }

  private String standIn(String text, MatchResult found) {
    String whole = found.group();
    names.add(whole.substring(START.length(), whole.length() - 1));
    String filter = found.group(2);
    if (filter == null) {
      return "standin";
    }
    String yields = STAND_INS.get(filter);
    if (yields == null) {
      flaws.add(Flaw.at(text, found.start(), "unknown filter '" + filter + "' of a secret"));
      return "standin";
    }
    return yields;
  }
}
