package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Fault.ends;
import static io.pgfleet.applier.cli.Mutation.in;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.pgfleet.applier.node.FakeFaults.Moment;
import io.pgfleet.applier.node.FakeMachine;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The connection is lost before an operation, which did not happen then, or after it, when it
 * happened but nobody was told.
 */
final class ConnectionFaults {
  private static final String LOST = "but failed because the connection was lost";
  private static final String AGAIN = "stopped; run the same command again when the cause is gone";
  private static final String BROKEN = "10.0.0.1 could not be brought back, see above";

  private static final Mutation STOPS_WITHOUT_LOCK =
      in(
          "activation/Grip.java",
          "locked(nodes.get(host), holder)).orThrow()",
          "locked(nodes.get(host), holder))");
  private static final Mutation IS_NO_BUG =
      in("cli/Main.java", "failure instanceof NodeException || ", "");
  private static final Mutation STOPS_EVERYWHERE =
      in("activation/Fleet.java", "if (!harvest.failures().isEmpty()) {", "if (false) {");
  private static final Mutation STOPS_A_STEP =
      in("activation/StepRun.java", "if (!done.failures().isEmpty()) {", "if (false) {");
  private static final Mutation IS_A_FAILURE =
      in(
          "activation/Crew.java",
          "cause instanceof NodeException || cause instanceof StepFailure",
          "cause instanceof StepFailure");
  private static final Mutation BEARS_SILENCE =
      in(
          "activation/Aftercare.java",
          "return cause instanceof StepFailure ? lost(host, silent) : Restored.nothing();",
          "throw silent;");
  private static final Mutation IS_NOT_BROKEN =
      in(
          "activation/Aftercare.java",
          "cause instanceof StepFailure ? lost(host, silent) : Restored.nothing()",
          "lost(host, silent)");
  private static final Mutation IS_NOT_ROLLED_BACK =
      in(
          "activation/Ending.java",
          "            && rolledBack.containsAll(stopped.failures().keySet());",
          ";");
  private static final Mutation LOOKS_WHAT_WAS_PUT =
      in(
          "plan/NodeState.java",
          "if (new EntryPlanner(this).isWholly(name, intention)) {",
          "if (true) {");
  private static final Mutation REMEMBERS_AFTERWARDS =
      in(
          "activation/StepRun.java",
          "    machine.begin(step, due.verb());",
          "    machine.begin(step, due.verb());\n"
              + "    machine.remember(\n"
              + "        known -> known.withStep(step.id(), marks.of(step, machine.state(), timestamps.next())));");
  private static final Mutation REMEMBERS_WHAT_RAN =
      in(
          "plan/UnitDueness.java",
          "if (!old.restartDigest().equals(wanted.restartDigest())) {",
          "if (!triggers.changed(details.restartOn(), host).startsWith(\"it or\")) {");
  private static final Mutation TRIES_ON =
      in(
          "activation/WayBack.java",
          "} catch (NodeException | StepFailure failed) {",
          "} catch (StepFailure failed) {");
  private static final Mutation ADOPTS =
      in(
          "plan/Dueness.java",
          "merge.get().names().isEmpty() && !LiveMerge.isRecorded(world, step, host)",
          "false");

  private ConnectionFaults() {}

  static List<Fault> all() {
    return Stream.of(machine(), files(), systems(), services())
        .flatMap(List::stream)
        .map(
            one ->
                new Fault(
                    one.name(),
                    one.protection(),
                    one.harm(),
                    one.ends().and(ConnectionFaults::blamesNobody)))
        .toList();
  }

  private static Fault lost(Moment moment, String operation, Mutation protection, Fault.Ends ends) {
    String when = moment == Moment.BEFORE ? "before " : "after ";
    return new Fault(
        "connection lost " + when + operation,
        protection,
        story -> story.a().faults().failOn(operation, moment),
        ends);
  }

  /** The same where the operation has something to do. */
  private static Fault without(Function<FakeMachine, Map<?, ?>> things, Fault fault) {
    Consumer<FaultStory> first = story -> things.apply(story.a()).clear();
    return new Fault(fault.name(), fault.protection(), first.andThen(fault.harm()), fault.ends());
  }

  /** What a lost run did is not taken for somebody's edit. */
  private static void blamesNobody(FaultStory story) {
    String plan = story.plan();
    assertFalse(plan.contains("on the node"), plan);
  }

  private static List<Fault> machine() {
    Fault.Ends lock = ends(6, Fault.OLD, "tried to lock it " + LOST);
    Fault.Ends record = ends(6, Fault.OLD, "tried to write the record " + LOST, AGAIN);
    return List.of(
        lost(Moment.BEFORE, "lock it", STOPS_WITHOUT_LOCK, lock),
        lost(Moment.AFTER, "lock it", IS_NO_BUG, lock),
        lost(Moment.BEFORE, "write the record", IS_A_FAILURE, record),
        lost(Moment.AFTER, "write the record", LOOKS_WHAT_WAS_PUT, record));
  }

  private static List<Fault> files() {
    String place = "place " + FaultTree.CONF;
    Fault.Ends stage = ends(6, Fault.OLD, "tried to stage /etc/app/app.conf " + LOST, AGAIN);
    Fault.Ends before = ends(6, Fault.OLD, "tried to " + place + " " + LOST, AGAIN);
    Fault.Ends after = ends(6, Fault.NEW, "tried to " + place + " " + LOST, AGAIN);
    return List.of(
        lost(Moment.BEFORE, "stage", STOPS_EVERYWHERE, stage),
        lost(Moment.AFTER, "stage", BEARS_SILENCE, stage),
        lost(Moment.BEFORE, place, LOOKS_WHAT_WAS_PUT, before),
        lost(Moment.AFTER, place, REMEMBERS_WHAT_RAN, after));
  }

  private static List<Fault> systems() {
    Fault.Ends install = ends(6, Fault.OLD, "tried to install packages " + LOST, AGAIN);
    Fault.Ends make = ends(6, Fault.OLD, "tried to make account app " + LOST, AGAIN);
    return List.of(
        without(FakeMachine::packages, lost(Moment.BEFORE, "install", IS_NOT_ROLLED_BACK, install)),
        without(FakeMachine::packages, lost(Moment.AFTER, "install", IS_NOT_BROKEN, install)),
        without(FakeMachine::accounts, lost(Moment.BEFORE, "make account", STOPS_A_STEP, make)),
        without(FakeMachine::accounts, lost(Moment.AFTER, "make account", BEARS_SILENCE, make)));
  }

  private static List<Fault> services() {
    Fault.Ends migrate = ends(6, Fault.NEW, "tried to run migrate " + LOST, AGAIN);
    Fault.Ends restart = ends(6, Fault.NEW, "tried to restart app.service " + LOST, AGAIN);
    Fault.Ends write = ends(6, Fault.NEW, "tried to run live-write " + LOST, BROKEN);
    return List.of(
        lost(Moment.BEFORE, "run migrate", REMEMBERS_AFTERWARDS, migrate),
        lost(Moment.AFTER, "run migrate", IS_NOT_BROKEN, migrate),
        lost(Moment.BEFORE, "restart app.service", REMEMBERS_AFTERWARDS, restart),
        lost(Moment.AFTER, "restart app.service", STOPS_A_STEP, restart),
        lost(Moment.BEFORE, "run live-write", TRIES_ON, write),
        lost(
            Moment.AFTER, "run live-write", ADOPTS, write.and(ConnectionFaults::knowsTheDocument)));
  }

  /** The next run remembers a document that it finds written already. */
  private static void knowsTheDocument(FaultStory story) {
    String before = story.remembered();
    story.heal();
    story.apply();
    assertNotEquals(before, story.remembered());
  }
}
