package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Fault.ends;
import static io.pgfleet.applier.cli.Mutation.in;

import io.pgfleet.applier.node.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** Machines that are silent, held, somebody else's, or remember something odd. */
final class RecordFaults {
  private RecordFaults() {}

  static List<Fault> all() {
    return Stream.of(machines(), records()).flatMap(List::stream).toList();
  }

  private static List<Fault> machines() {
    return List.of(
        new Fault(
            "read-only or full disk",
            in(
                "activation/Grip.java",
                "locked(nodes.get(host), holder)).orThrow()",
                "locked(nodes.get(host), holder))"),
            story -> story.a().faults().refuseWrites(),
            ends(6, Fault.OLD, "tried to lock it but failed because writes are refused")),
        new Fault(
            "disk is full from some moment on",
            in(
                "activation/WayBack.java",
                "    } catch (NodeException unwritable) {",
                "    } catch (IllegalStateException unwritable) {"),
            story -> story.answer("migrate", any -> refusesNow(story)),
            ends(
                6,
                Fault.NEW,
                "what 'migrate' did stays; take it back by hand",
                "those that the run had switched stay so",
                "10.0.0.1 could not be brought back, see above")),
        new Fault(
            "machine does not answer",
            in(
                "activation/Connections.java",
                "harvest.failures().forEach((host, failure) -> silent.put(host, failure.getMessage()));",
                ""),
            story -> story.a().unplug(),
            ends(6, Fault.OLD, "error: tried to connect to 10.0.0.1")),
        new Fault(
            "another run holds the machine",
            in("cli/Main.java", "if (failure instanceof LockedException) {", "if (false) {"),
            FaultStory::hold,
            ends(7, Fault.OLD, "held by run other of somebody; wait for its end")),
        new Fault(
            "another environment owns the machine",
            in(
                "Fence.java",
                "!environment.isEmpty() && !environment.equals(tree.environment())",
                "false"),
            story -> story.record(text -> text.replace("\"test\"", "\"prod\"")),
            ends(8, Fault.OLD, "belongs to environment 'prod'")));
  }

  private static Outcome refusesNow(FaultStory story) {
    story.a().faults().refuseWrites();
    return new Outcome(1, "", "no space left");
  }

  private static List<Fault> records() {
    return List.of(
        new Fault(
            "record is no JSON",
            in(
                "plan/RecordFormat.java",
                "throw unreadable(host, \"no JSON\");",
                "return Recorded.none();"),
            story -> story.record(text -> "{"),
            ends(3, Fault.OLD, "cannot be read (no JSON)")),
        new Fault(
            "record is of a later version",
            in(
                "plan/RecordFormat.java",
                "json.path(\"formatVersion\").asInt() != VERSION",
                "false"),
            story ->
                story.record(text -> text.replace("\"formatVersion\":1", "\"formatVersion\":2")),
            ends(3, Fault.OLD, "use the version of this program that wrote it")),
        new Fault(
            "record was written by a clock that is years ahead",
            in(
                "activation/Timestamps.java",
                "last = now.isAfter(last) ? now : last.plusMillis(1);",
                "last = now;"),
            story -> story.record(text -> text.replaceAll("\"at\":\"20..", "\"at\":\"2099")),
            ends(0, Fault.NEW, "done: ")),
        new Fault(
            "record is gone",
            in(
                "plan/UnitDueness.java",
                "return reloadIsEnough(details) ? \"reload\" : \"restart\";",
                "return \"none\";"),
            story -> story.a().forgetsRecord(),
            ends(0, Fault.NEW, "done: ")));
  }
}
