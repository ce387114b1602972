package io.pgfleet.compiler.module.dialect;

/** Text in systemd's unit files. */
public final class SystemdText {
  private static final Carried CARRIED = Carried.oneLine("a systemd unit");

  private SystemdText() {}

  /** The value of a setting that takes plain text, such as {@code Description=}. */
  public static String value(String text) {
    return CARRIED.accept(text).replace("%", "%%").replace("\\", "\\\\");
  }

  /** One argument of {@code ExecStart=} and its kin. */
  public static String argument(String text) {
    String escaped = CARRIED.accept(text).replace("%", "%%").replace("$", "$$");
    return Escapes.plain(text) ? escaped : Escapes.backslashed(escaped, "\\\"");
  }

  /** A complete {@code NAME=value} of {@code Environment=}. */
  public static String assignment(String name, String value) {
    String escaped = CARRIED.accept(name + "=" + value).replace("%", "%%");
    return Escapes.backslashed(escaped, "\\\"");
  }
}
