package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.node.NodeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Carries out the parts of a way back: one that fails never keeps the next from being tried. */
final class WayBack {
  private final Machine machine;
  private final Journal journal;
  private final List<Slip> slips = new ArrayList<>();

  WayBack(Machine machine, Journal journal) {
    this.machine = machine;
    this.journal = journal;
  }

  /**
   * Tries a part.
   *
   * @param left what is left on the machine when it fails
   * @param broken whether the machine is not as before then
   * @return whether it worked
   */
  boolean tried(String step, String left, boolean broken, Runnable part) {
    try {
      part.run();
      return true;
    } catch (NodeException | StepFailure failed) {
      Journal.Subject subject = new Journal.Subject(machine.host(), "", step);
      String message = failed.getMessage() + "; " + left;
      Event event = journal.say(What.ROLLBACK_FAILED, subject, message, Duration.ZERO);
      slips.add(new Slip(step, event.text(), broken));
      note(event);
      return false;
    }
  }

  /** A machine whose journal cannot be written can be brought back nevertheless. */
  void note(Event event) {
    quietly(
        () -> {
          machine.note(event);
          machine.flush();
        });
  }

  /** The same where something follows that makes the machine keep it. */
  void tell(Event event) {
    quietly(() -> machine.note(event));
  }

  private void quietly(Runnable noting) {
    try {
      noting.run();
    } catch (NodeException unwritable) {
      journal.say(
          What.NOTICE,
          Journal.Subject.host(machine.host()),
          unwritable.getMessage(),
          Duration.ZERO);
    }
  }

  List<Slip> slips() {
    return slips;
  }
}
