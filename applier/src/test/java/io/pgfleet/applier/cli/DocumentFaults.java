package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Fault.ends;
import static io.pgfleet.applier.cli.Mutation.in;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.applier.node.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** Documents that services hold and do not read, write or keep as they should. */
final class DocumentFaults {
  private static final String ACTION = "activation/LiveAction.java";

  private DocumentFaults() {}

  static List<Fault> all() {
    return Stream.of(writing(), reading(), others()).flatMap(List::stream).toList();
  }

  private static List<Fault> writing() {
    return List.of(
        new Fault(
            "document cannot be written",
            in(
                ACTION,
                "Tried.to(step.title(), machine, machine.node().act(new Command(write, bytes, limit)));",
                "machine.node().act(new Command(write, bytes, limit));"),
            story -> story.answer("live-write", 1, "refused"),
            ends(6, Fault.OLD, "it exited with 1: refused")),
        new Fault(
            "document is not taken over",
            in(
                ACTION,
                "if (!waiting.until(() -> merge(machine, step).names().isEmpty(), SETTLE, Duration.ZERO)) {",
                "if (false) {"),
            story -> story.answer("live-write", 0, ""),
            ends(5, Fault.OLD, "the service does not hold what was written")));
  }

  private static List<Fault> reading() {
    return List.of(
        new Fault(
            "document is no JSON",
            in(
                ACTION,
                "        .orElseThrow(\n"
                    + "            () -> Tried.failure(step.title(), machine, \"what it read is not a JSON object\"));",
                "        .orElseGet(() -> new LiveMerge(new TreeMap<>(), List.of(), new TreeMap<>()));"),
            story -> story.answer("live-read", any -> new Outcome(0, "x", "")),
            ends(5, Fault.OLD, "what it read is not a JSON object")),
        new Fault(
            "document cannot be read",
            in(ACTION, "Tried.to(\"read for '\" + step.title() + \"'\", machine, outcome);", ""),
            story -> story.answer("live-read", 1, "no service"),
            ends(5, Fault.OLD, "it exited with 1: no service")));
  }

  private static List<Fault> others() {
    return List.of(
        new Fault(
            "somebody changed a key of ours",
            in(
                "plan/Dueness.java",
                "Due.yesIfAny(\"merge\", merge.get().names())",
                "LiveMerge.isRecorded(world, step, host) ? Due.no()"
                    + " : Due.yesIfAny(\"merge\", merge.get().names())"),
            story -> {
              story.apply();
              story.live("{\"limit\":99}");
            },
            ends(0, Fault.NEW, "done: ")),
        new Fault(
            "somebody added a key of theirs",
            in(
                "plan/LiveMerge.java",
                "for (String pointer : owned) {",
                "for (String pointer : leaves(live).keySet()) {"),
            story -> story.live("{\"limit\":99,\"theirs\":7}"),
            ends(0, Fault.NEW, "done: ")
                .and(story -> assertEquals(7, story.live().path("theirs").asInt()))),
        new Fault(
            "gate stays closed after a document was written",
            in(
                "activation/Aftercare.java",
                "if (inverse && !Collections.disjoint(step.nodes(), failed)) {",
                "if (false) {"),
            story -> story.answer("healthy", 1, "no pulse"),
            ends(5, Fault.OLD, "the gate stayed closed: no pulse")));
  }
}
