package io.pgfleet.compiler.cli;

import java.io.PrintStream;

/** What {@code --output text} prints about one environment. */
final class TextReport {
  private final Talk talk;
  private final PrintStream data;
  private final Verb verb;

  /** What was done to an environment. */
  enum Verb {
    PUBLISHED,
    CHECKED,
    VALIDATED
  }

  TextReport(Talk talk, PrintStream data, Verb verb) {
    this.talk = talk;
    this.data = data;
    this.verb = verb;
  }

  void show(EnvironmentResult result) {
    talk.show(result.diagnostics());
    result.foreign().forEach(path -> talk.say(path + ": was not made by compile; left as it is"));
    if (result.exitCode() == Exit.INVALID) {
      return;
    }
    if (verb == Verb.CHECKED) {
      result.written().forEach(data::println);
      result.deleted().forEach(path -> data.println(path + " (to be removed)"));
    }
    talk.say(result.environment() + ": " + summary(result));
  }

  private String summary(EnvironmentResult result) {
    if (verb == Verb.VALIDATED) {
      return "valid";
    }
    boolean checked = verb == Verb.CHECKED;
    int written = result.written().size();
    int deleted = result.deleted().size();
    String committed =
        result.commit().map(id -> ", committed as " + id.substring(0, 12)).orElse("");
    if (written + deleted == 0) {
      return (checked ? "up to date" : "nothing to do") + committed;
    }
    String parts = files(written) + (checked ? " stale" : " written");
    String gone = deleted == 0 ? "" : ", " + files(deleted) + (checked ? " to remove" : " removed");
    return parts
        + gone
        + committed
        + (checked ? "; run compile --env " + result.environment() : "");
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }
}
