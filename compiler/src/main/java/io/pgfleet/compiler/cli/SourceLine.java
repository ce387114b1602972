package io.pgfleet.compiler.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a user's file as it may be shown: values of what looks like a secret are masked. */
final class SourceLine {
  private static final String SECRET_KEY =
      "[\"']?[\\w.-]*(?:pass|passwd|password|passphrase|secret|token|credential|key)[\\w.-]*[\"']?";
  private static final Pattern SECRET =
      Pattern.compile("(?i)((?:^|[\\s{,\\[])" + SECRET_KEY + "\\s*:\\s+)[^\\s]");
  private static final Pattern OPEN_SECRET =
      Pattern.compile("(?i)^\\s*(?:-\\s+)?" + SECRET_KEY + "\\s*:\\s*(?:[|>&!].*)?$");

  private SourceLine() {}

  /**
   * The line of that number; empty when it is not there or goes on with a secret's value.
   *
   * @param number first line is 1
   */
  static Optional<String> of(List<String> lines, int number) {
    if (number < 1 || number > lines.size() || continuesSecret(lines, number - 1)) {
      return Optional.empty();
    }
    return Optional.of(masked(lines.get(number - 1)));
  }

  /** A deeper line below a key without a value on its own line belongs to that key. */
  private static boolean continuesSecret(List<String> lines, int index) {
    int depth = depth(lines.get(index));
    for (int above = index - 1; above >= 0; above--) {
      String line = lines.get(above);
      if (!line.isBlank() && depth(line) < depth) {
        return OPEN_SECRET.matcher(line).matches();
      }
    }
    return false;
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Masks from the first such value to the line's end, at equal width. */
  private static String masked(String line) {
    Matcher secret = SECRET.matcher(line);
    if (!secret.find()) {
      return line;
    }
    return line.substring(0, secret.end(1)) + "*".repeat(line.length() - secret.end(1));
  }
}
