package io.pgfleet.compiler.pki;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long certificates hold, and when they are due to be renewed. */
final class Validity {
  private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|min|m|h|d|w|y)?");

  /** What apply warns of, too. */
  private static final Duration LEAF_WINDOW = Duration.ofDays(30);

  /** Exchanging an authority takes three applies and everybody whose laptop trusts it. */
  private static final Duration AUTHORITY_WINDOW = Duration.ofDays(365);

  private Validity() {}

  /** The time that a text such as {@code 7300d}, {@code 52w} or {@code 20y} means. */
  static Duration of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("the schema accepts '" + text + "' as a time of validity");
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * millis(matcher)));
  }

  /** A number alone counts seconds. */
  private static double millis(Matcher matcher) {
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    return switch (unit) {
      case "us" -> 0.001;
      case "ms" -> 1;
      case "s" -> 1000;
      case "m", "min" -> 60_000;
      case "h" -> 3_600_000;
      case "d" -> 86_400_000;
      case "w" -> 7 * 86_400_000d;
      default -> 365 * 86_400_000d;
    };
  }

  /**
   * How long before its end a certificate is due: 30 days, or the last third of a short life, as
   * ACME clients do it.
   */
  static Duration window(Recorded one) {
    Duration life = Duration.between(one.notBefore(), one.notAfter());
    Duration most = one.isAuthority() ? AUTHORITY_WINDOW : LEAF_WINDOW;
    return most.compareTo(life.dividedBy(3)) < 0 ? most : life.dividedBy(3);
  }
}
