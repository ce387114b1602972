package io.pgfleet.applier.report;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.Estimate;
import io.pgfleet.applier.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Phrases that several reports share. */
final class Wording {
  private static final int SHOWN = 5;

  private Wording() {}

  static String of(Plan plan) {
    List<String> parts = new ArrayList<>();
    long changes = plan.changes().stream().filter(EntryChange::acts).count();
    if (plan.hasWork()) {
      parts.add(count(changes, "entry changes", "entries change"));
      parts.add(count(plan.steps().size(), "step acts", "steps act"));
    } else {
      parts.add("nothing to do");
    }
    int drift = plan.drift().size();
    if (drift > 0) {
      parts.add(count(drift, "entry was", "entries were") + " changed on the node");
    }
    return String.join(", ", parts);
  }

  /** Of a host that left the inventory. */
  static String gone(String host) {
    return host
        + " left the inventory, and what runs there runs on; apply run remove "
        + host
        + " takes it away";
  }

  static String shortened(String commit) {
    boolean isId = commit.matches("[0-9a-f]{40}.*");
    return isId ? commit.substring(0, 10) + commit.substring(40) : commit;
  }

  static String of(Estimate estimate) {
    String more =
        estimate.unknown() == 0
            ? ""
            : " and "
                + count(estimate.unknown(), "step that never ran", "steps that never ran")
                + " before";
    return "it took " + seconds(estimate.time()) + " the last time" + more;
  }

  static String ending(RunResult result) {
    return switch (result.status()) {
      case DONE -> "done: " + count(result.acted().size(), "step acted", "steps acted");
      case ROLLED_BACK -> rolledBack(result);
      case FAILED -> failed(result);
      case INTERRUPTED -> "interrupted; run the same command again to go on";
    };
  }

  private static String rolledBack(RunResult result) {
    String slips =
        result.failures().stream().anyMatch(one -> one.message().startsWith("rolling back: "))
            ? ", but not all of it could be taken back, see above"
            : "";
    return "rolled back "
        + String.join(", ", result.rolledBack())
        + slips
        + "; all other hosts stay as they are now";
  }

  private static String failed(RunResult result) {
    List<String> dropped = result.aftermath().dropped();
    List<String> broken = result.aftermath().broken();
    if (broken.isEmpty() && !dropped.isEmpty()) {
      return "done, but not on "
          + String.join(", ", dropped)
          + "; run the same command again when the cause is gone";
    }
    return broken.isEmpty()
        ? "stopped; run the same command again when the cause is gone"
        : "stopped, and "
            + String.join(", ", broken)
            + " could not be brought back, see above; put it right there, then run the same"
            + " command again";
  }

  /** Such as 0.4 s. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /** The first few of a list, and how many more there are. */
  static String some(List<String> words) {
    int more = words.size() - SHOWN;
    String shown = String.join(", ", words.subList(0, Math.min(SHOWN, words.size())));
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
