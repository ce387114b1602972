package io.pgfleet.compiler.diagnostic;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an inventory without the secrets in it.
 *
 * <p>It works on text and not on values, because the file may be too broken to have any. What is
 * masked keeps its width, so that a caret stays where it belongs. Rather too much is masked than
 * too little.
 */
final class Masked {
  // a word is tried from its beginning only, and nothing is tried twice: lines may be long
  private static final String NAME =
      "(?<![A-Za-z0-9_.-])[A-Za-z0-9_.-]*(?:password|passwd|passphrase|_pass|secret|token"
          + "|credential|private_key|_key|pgurl|exporter_url|nginx_users)[A-Za-z0-9_.-]*";
  private static final String VALUE =
      "\"(?:[^\"\\\\]++|\\\\.)*+\"?|'(?:[^']++|'')*+'?|\\{[^}]*+\\}?|\\[[^]]*+\\]?"
          + "|[^\\s,}\\]#](?:[^,}\\]#]++|(?<!\\s)#)*+";
  private static final Pattern SETTING =
      Pattern.compile("(?i)([\"']?" + NAME + "[\"']?\\s*:\\s+)(" + VALUE + ")");
  private static final Pattern ADDRESS = Pattern.compile("(://)([^\\s/@]+)(?=@)");
  private static final Pattern WORDS =
      Pattern.compile("(?i)(\\b(?:password|passwd|pwd)=)([^\\s&,}\\]]+)");
  private static final Pattern PARENT =
      Pattern.compile("(?i)(\\s*(?:-\\s+)*)[\"']?" + NAME + "[\"']?\\s*:(?:\\s.*)?");
  private static final Pattern OPEN =
      Pattern.compile(
          "(?i).*[\"']?" + NAME + "[\"']?\\s*:\\s+(?:\"(?:[^\"\\\\]++|\\\\.)*+|'(?:[^']++|'')*+)");
  private static final Pattern CONTENT = Pattern.compile("^(\\s*(?:-\\s+)?)(.*)$");

  /** So far above a line an open quote is looked for. */
  private static final int NEAR = 20;

  private static final int LONGEST = 20_000;

  private Masked() {}

  static String line(List<String> lines, int index) {
    String line = lines.get(index);
    if (line.length() > LONGEST) {
      return "*".repeat(line.length());
    }
    if (insideSecret(lines, index) || insideQuotes(lines, index)) {
      return mask(CONTENT.matcher(line));
    }
    return mask(WORDS.matcher(mask(ADDRESS.matcher(mask(SETTING.matcher(line))))));
  }

  /** Whether a line that encloses this one by its indentation begins a secret. */
  private static boolean insideSecret(List<String> lines, int index) {
    int own = indent(lines.get(index));
    int indent = own;
    for (int i = index - 1; i >= 0 && indent > 0; i--) {
      String above = lines.get(i);
      if (above.isBlank() || indent(above) >= indent) {
        continue;
      }
      Matcher parent = PARENT.matcher(above.substring(0, Math.min(LONGEST, above.length())));
      if (parent.matches() && own > parent.group(1).length()) {
        return true;
      }
      indent = indent(above);
    }
    return false;
  }

  /** Whether a secret's quote is open at the end of a line shortly above. */
  private static boolean insideQuotes(List<String> lines, int index) {
    return lines.subList(Math.max(0, index - NEAR), index).stream()
        .anyMatch(above -> above.length() > LONGEST || OPEN.matcher(above).matches());
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String mask(Matcher matcher) {
    return matcher.replaceAll(
        match -> Matcher.quoteReplacement(match.group(1) + "*".repeat(match.group(2).length())));
  }
}
