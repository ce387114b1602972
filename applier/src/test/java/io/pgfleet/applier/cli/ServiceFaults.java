package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Fault.ends;
import static io.pgfleet.applier.cli.Mutation.in;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.applier.node.FakeUnit;
import java.util.List;
import java.util.stream.Stream;

/** Services that do not start, die or cannot be proven, and what they are made of. */
final class ServiceFaults {
  private static final String UNIT = "app.service";

  private ServiceFaults() {}

  static List<Fault> all() {
    return Stream.of(gates(), units()).flatMap(List::stream).toList();
  }

  private static List<Fault> gates() {
    return List.of(
        new Fault(
            "gate stays closed",
            in("activation/GateAction.java", "if (!open) {", "if (false) {"),
            story -> story.answer("healthy", 1, "no pulse"),
            ends(5, Fault.OLD, "the gate stayed closed: no pulse", "rolled back 10.0.0.1")),
        new Fault(
            "gate's command does not exist",
            in(
                "activation/Rollback.java",
                "() -> putBack(machine, replaced, recorded(machine, names(replaced))));",
                "() -> {});"),
            story -> story.answer("healthy", 127, "gone"),
            ends(5, Fault.OLD, "the gate stayed closed: gone")),
        new Fault(
            "gate answers only after some tries",
            in(
                "activation/Waiting.java",
                "if (!now.isBefore(end) && since == null) {",
                "if (since == null) {"),
            story -> story.unwell(2),
            ends(0, Fault.NEW, "done: ")));
  }

  private static List<Fault> units() {
    return List.of(
        new Fault(
            "unit does not start any more",
            in(
                "activation/Rollback.java",
                "        ran,\n        () ->",
                "        false,\n        () ->"),
            story -> story.a().units().computeIfPresent(UNIT, (n, unit) -> unit.broken()),
            ends(6, Fault.OLD, "app.service does not run as before", "could not be brought back")),
        new Fault(
            "unit died since",
            in(
                "plan/UnitDueness.java",
                "if (!unit.isActive()) {",
                "if (unit.active().isEmpty()) {"),
            story -> {
              story.apply();
              story.a().units().computeIfPresent(UNIT, (n, unit) -> FakeUnit.inactive());
            },
            ends(0, Fault.NEW, "done: ")),
        new Fault(
            "unit was disabled",
            in("plan/UnitDueness.java", "reasons.add(\"is not enabled\");", ""),
            story -> {
              story.apply();
              story.a().units().computeIfPresent(UNIT, (n, unit) -> FakeUnit.active());
            },
            ends(0, Fault.NEW, "done: ")
                .and(story -> assertEquals(true, story.a().units().get(UNIT).enabled()))),
        new Fault(
            "machine was rebooted",
            in(
                "plan/Details.java",
                "path(\"enabled\").asBoolean(wantsStarted())",
                "path(\"enabled\").asBoolean(false)"),
            story -> {
              story.apply();
              story.a().reboot();
              assertEquals("active", story.a().units().get(UNIT).activeState());
            },
            ends(0, Fault.NEW, "nothing to do")),
        new Fault(
            "package is nowhere",
            in(
                "activation/PackagesAction.java",
                "Tried.to(\"install packages\", machine, machine.node().install(packages, limit));",
                "machine.node().install(packages, limit);"),
            story -> {
              story.a().packages().clear();
              story.a().available().clear();
            },
            ends(6, Fault.OLD, "Unable to locate package app")));
  }
}
