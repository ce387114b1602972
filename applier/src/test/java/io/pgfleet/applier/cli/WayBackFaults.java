package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Fault.ends;
import static io.pgfleet.applier.cli.Mutation.in;

import io.pgfleet.applier.node.FakeFaults.Moment;
import io.pgfleet.applier.node.FakeFile;
import java.util.List;
import java.util.stream.Stream;

/** What goes wrong while a machine is rolled back, or keeps it from being. */
final class WayBackFaults {
  private static final String WAY_BACK = "activation/WayBack.java";
  private static final String CATCH = "} catch (NodeException | StepFailure failed) {";

  private WayBackFaults() {}

  static List<Fault> all() {
    return Stream.of(parts(), machines()).flatMap(List::stream).toList();
  }

  private static List<Fault> parts() {
    return List.of(
        new Fault(
            "undo fails",
            in(WAY_BACK, CATCH, "} catch (NodeException failed) {"),
            story -> {
              story.answer("healthy", 1, "no pulse");
              story.answer("unmigrate", 9, "");
            },
            ends(5, Fault.OLD, "what 'migrate' did stays; take it back by hand")),
        new Fault(
            "file cannot be put back",
            in(WAY_BACK, CATCH, "} catch (StepFailure failed) {"),
            story ->
                story.unwell(
                    () -> story.a().files().put(FaultTree.CONF, FakeFile.directory("0755"))),
            ends(6, "", "those that the run had switched stay so", "could not be brought back")),
        new Fault(
            "unit does not come back",
            in(
                "activation/Rollback.java",
                "performed.again().forEach((unit, done) -> again(machine, performed, unit, done, way));",
                ""),
            story ->
                story.unwell(
                    () ->
                        story
                            .a()
                            .units()
                            .computeIfPresent("app.service", (name, unit) -> unit.broken())),
            ends(6, Fault.OLD, "app.service does not run as before", "could not be brought back")));
  }

  private static List<Fault> machines() {
    return List.of(
        new Fault(
            "connection lost on the way back",
            in(
                "activation/Aftercare.java",
                "      if (slip.broken()) {\n        broken.add(host);\n      }",
                ""),
            story -> {
              story.answer("healthy", 1, "no pulse");
              story.a().faults().failOn("run unmigrate", Moment.BEFORE);
            },
            ends(6, Fault.NEW, "could not be brought back, see above")),
        new Fault(
            "machine vanishes at a gate",
            in(
                "activation/Aftercare.java",
                "return cause instanceof StepFailure ? lost(host, silent) : Restored.nothing();",
                "throw silent;"),
            story -> story.unwell(() -> story.a().unplug()),
            ends(6, Fault.NEW, "the connection was lost", "could not be brought back, see above")));
  }
}
