package io.pgfleet.compiler.diagnostic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stable code means, with an example of the mistake and of its remedy.
 *
 * @param code such as {@code P012}
 * @param title one line without a full stop
 * @param why what is wrong and why it matters; lines end with a newline, the last one does not
 * @param wrong an excerpt of a file with that mistake
 * @param right the same without it
 */
public record CodePage(String code, String title, String why, String wrong, String right) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "# ([^\\n]+)\\n\\n(.+?)\\n\\n## Wrong\\n\\n```yaml\\n(.+?)\\n```\\n\\n"
              + "## Right\\n\\n```yaml\\n(.+?)\\n```\\n",
          Pattern.DOTALL);

  /**
   * The page that a Markdown text holds.
   *
   * @throws IllegalArgumentException when it does not have the shape of a page
   */
  static CodePage parse(String code, String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException("the page of " + code + " does not have the usual shape");
    }
    return new CodePage(code, shape.group(1), shape.group(2), shape.group(3), shape.group(4));
  }
}
