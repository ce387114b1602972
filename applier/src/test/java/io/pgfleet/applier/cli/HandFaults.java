package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Fault.ends;
import static io.pgfleet.applier.cli.Mutation.in;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.node.FakeFile;
import java.util.List;
import java.util.stream.Stream;

/** What people do to files by hand. */
final class HandFaults {
  private static final String PLANNER = "plan/EntryPlanner.java";
  private static final String UNIT_FILE = "/etc/systemd/system/app.service";

  private HandFaults() {}

  static List<Fault> all() {
    return Stream.of(contents(), attributes()).flatMap(List::stream).toList();
  }

  private static List<Fault> contents() {
    return List.of(
        new Fault(
            "file was edited, and the edit is kept beside",
            in(PLANNER, "return untouched ? Reason.GIT : Reason.BOTH;", "return Reason.GIT;"),
            story -> story.edit("by hand"),
            ends(0, Fault.NEW, "done: ")
                .and(story -> assertTrue(story.a().beside().contains("by hand"), story::said))),
        new Fault(
            "file was edited since, and the service takes up what git has",
            in(
                "plan/EntryChange.java",
                "return this == DRIFT || this == BOTH || this == DELETED",
                "return this == BOTH || this == DELETED"),
            story -> {
              story.apply();
              story.edit("by hand");
            },
            ends(0, Fault.NEW, "done: ")),
        new Fault(
            "file was deleted",
            in(
                PLANNER,
                "return Optional.of(held == null ? Reason.NEW : missing(entry, held));",
                "return held == null ? Optional.of(Reason.NEW) : Optional.empty();"),
            story -> {
              story.apply();
              story.a().files().remove(FaultTree.CONF);
            },
            ends(0, Fault.NEW, "done: ")),
        new Fault(
            "file was edited and the gate stays closed",
            in(
                "activation/Rollback.java",
                "() -> putBack(machine, replaced, recorded(machine, names(replaced))));",
                "() -> {});"),
            story -> {
              story.edit("by hand");
              story.answer("healthy", 1, "no pulse");
            },
            ends(5, "by hand", "rolled back 10.0.0.1")),
        new Fault(
            "somebody else's lines around our block",
            in(
                "node/BlockText.java",
                "      if (!inside) {\n        kept.add(line);",
                "      if (false) {\n        kept.add(line);"),
            story -> story.a().files().compute("/etc/hosts", (p, file) -> around(file)),
            ends(0, Fault.NEW, "done: ").and(HandFaults::keepsTheirs)));
  }

  private static FakeFile around(FakeFile file) {
    return FakeFile.file("theirs\n" + file.text() + "theirs too\n", file.mode());
  }

  private static void keepsTheirs(FaultStory story) {
    assertEquals(
        "theirs\n127.0.0.1 localhost\n# BEGIN pgfleet app\n10.0.0.1 new\n# END pgfleet app\ntheirs too\n",
        story.hosts());
  }

  private static List<Fault> attributes() {
    return List.of(
        new Fault(
            "file belongs to somebody else",
            in(
                PLANNER,
                "return sameAttributes(entry, seen) ? Optional.empty() : Optional.of(Reason.ATTRIBUTES);",
                "return Optional.empty();"),
            story -> {
              story.apply();
              byte[] bytes = "[Service]\n".getBytes(UTF_8);
              story
                  .a()
                  .files()
                  .put(UNIT_FILE, new FakeFile("file", bytes, "eve", "eve", "0666", ""));
            },
            ends(0, Fault.NEW, "done: ").and(HandFaults::belongsToRoot)),
        new Fault(
            "a directory stands where a file should be",
            in(
                "activation/Rollback.java",
                "if (replaced.isEmpty() && !performed.hasWayBack()) {",
                "if (false) {"),
            story -> story.a().files().put(FaultTree.CONF, FakeFile.directory("0755")),
            ends(6, "", "a directory is there", "stopped; run the same command again")));
  }

  private static void belongsToRoot(FaultStory story) {
    FakeFile file = story.a().files().get(UNIT_FILE);
    assertEquals("root 0644", file.owner() + " " + file.mode());
  }
}
