package io.pgfleet.compiler.diagnostic;

import java.util.Locale;

/** Text that a user wrote, as it may stand in a message. */
final class OneLine {
  private OneLine() {}

  /**
   * The text with escapes such as {@code \\n} and {@code \\u001b} in place of control characters.
   */
  static String of(String text) {
    if (text.codePoints().noneMatch(OneLine::breaks)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(one -> line.append(breaks(one) ? escaped(one) : Character.toString(one)));
    return line.toString();
  }

  /** Controls, what orders text from right to left unseen, and halves of surrogate pairs. */
  static boolean breaks(int point) {
    int type = Character.getType(point);
    return Character.isISOControl(point)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point);
    };
  }
}
