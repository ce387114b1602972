package io.pgfleet.compiler.module.dialect;

/** Text that stands in a file as it is, such as in a page for people. */
public final class PlainText {
  private static final Carried CARRIED = Carried.oneLine("a text file");

  private PlainText() {}

  /** The rest of one line. */
  public static String line(String text) {
    return CARRIED.accept(text);
  }
}
