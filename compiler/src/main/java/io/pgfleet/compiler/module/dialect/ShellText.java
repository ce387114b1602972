package io.pgfleet.compiler.module.dialect;

/** Text in shell scripts and files that a shell reads. */
public final class ShellText {
  private static final Carried CARRIED = Carried.oneLine("a shell script");

  private ShellText() {}

  /** One word, in single quotes where it needs them. */
  public static String word(String text) {
    CARRIED.accept(text);
    return Escapes.plain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** The text of a comment. */
  public static String comment(String text) {
    return CARRIED.accept(text);
  }
}
