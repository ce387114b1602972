package io.pgfleet.compiler.module.dialect;

/** Text in crontabs. */
public final class CronText {
  private static final Carried CARRIED = Carried.oneLine("a crontab");

  private CronText() {}

  /** A command, written for a shell, whose percent signs cron would turn into line breaks. */
  public static String command(String text) {
    return CARRIED.accept(text).replace("%", "\\%");
  }

  /** A line written in cron's own syntax, taken over as it is. */
  public static String line(String text) {
    return CARRIED.accept(text);
  }
}
