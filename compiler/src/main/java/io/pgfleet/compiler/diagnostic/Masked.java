package io.pgfleet.compiler.diagnostic;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an inventory without the secrets in it.
 *
 * <p>It works on text and not on values, because the file may be too broken to have any. What is
 * masked keeps its width, so that a caret stays where it belongs.
 */
final class Masked {
  private static final String NAME =
      "[A-Za-z0-9_-]*(?:password|passwd|passphrase|_pass|secret|token|credential|private_key"
          + "|_key|pgurl|nginx_users)[A-Za-z0-9_-]*";
  private static final String VALUE =
      "\"(?:[^\"\\\\]|\\\\.)*\"?|'(?:[^']|'')*'?|\\{[^}]*\\}?|[^\\s,}\\]#](?:[^,}\\]#]|(?<!\\s)#)*";
  private static final Pattern SETTING =
      Pattern.compile("(?i)([\"']?" + NAME + "[\"']?\\s*:\\s+)(" + VALUE + ")");
  private static final Pattern ADDRESS = Pattern.compile("(://)([^\\s/@]+)(?=@)");
  private static final Pattern SECRET_PARENT =
      Pattern.compile("(?i)\\s*(?:-\\s+)?[\"']?" + NAME + "[\"']?\\s*:\\s*([|>&][^#]*)?(#.*)?");
  private static final Pattern CONTENT = Pattern.compile("^(\\s*(?:-\\s+)?)(.*)$");

  private Masked() {}

  static String line(List<String> lines, int index) {
    String line = lines.get(index);
    if (insideSecret(lines, index)) {
      return mask(CONTENT.matcher(line));
    }
    return mask(ADDRESS.matcher(mask(SETTING.matcher(line))));
  }

  /** Whether a line that is indented less, and so encloses this one, begins a secret. */
  private static boolean insideSecret(List<String> lines, int index) {
    int indent = indent(lines.get(index));
    for (int i = index - 1; i >= 0 && indent > 0; i--) {
      String above = lines.get(i);
      if (above.isBlank() || indent(above) >= indent) {
        continue;
      }
      if (SECRET_PARENT.matcher(above).matches()) {
        return true;
      }
      indent = indent(above);
    }
    return false;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String mask(Matcher matcher) {
    return matcher.replaceAll(
        match -> Matcher.quoteReplacement(match.group(1) + "*".repeat(match.group(2).length())));
  }
}
