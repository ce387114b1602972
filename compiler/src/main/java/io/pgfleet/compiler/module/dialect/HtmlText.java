package io.pgfleet.compiler.module.dialect;

/** Text in web pages. */
public final class HtmlText {
  private static final Carried CARRIED = Carried.anyLines("a web page");

  private HtmlText() {}

  /** Text between tags or in a double-quoted attribute. */
  public static String escape(String text) {
    return CARRIED
        .accept(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /**
   * A link's target: http, https, mailto or a path; anything that could run a script is refused.
   */
  public static String link(String text) {
    String plain = escape(text);
    if (!plain.matches("(?i)(https?://|mailto:|/|\\.|#).*|[^:]*")) {
      throw CARRIED.refused("is no link to a page", text);
    }
    return plain;
  }
}
