package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking at a machine, and commands. */
abstract class LookingContract extends NodeTrial {
  LookingContract(TrialMachine machine) {
    super(machine);
  }

  @Test
  void seesNothingWhereNothingIs() {
    Observation seen = observe(FOLDER + "/none", FOLDER + "/none#block", "/etc/hosts#none");

    assertEquals(3, seen.entries().size());
    assertTrue(seen.entries().values().stream().allMatch(Observation.Seen::isAbsent));
  }

  @Test
  void seesFilesDirectoriesLinksAndBlocks() {
    write(FOLDER + "/shared", "one\n# BEGIN pgfleet b\ntwo\n# END pgfleet b\nthree\n");
    node.lock(HOLDER);
    place(link(FOLDER + "/link", "/target of it"));

    Observation seen = observe("/etc", FOLDER + "/shared", FOLDER + "/shared#b", FOLDER + "/link");

    assertEquals(
        new Observation.Seen("directory", "root", "root", "0755", "", ""),
        seen.entries().get("/etc"));
    assertEquals("file", seen.entries().get(FOLDER + "/shared").kind());
    assertEquals("0644", seen.entries().get(FOLDER + "/shared").mode());
    assertEquals(
        new Observation.Seen("block", "", "", "", "", sha256("two\n")),
        seen.entries().get(FOLDER + "/shared#b"));
    assertEquals(
        new Observation.Seen("link", "", "", "", "/target of it", ""),
        seen.entries().get(FOLDER + "/link"));
  }

  @Test
  void answersCommandsInTheirOrder() {
    List<Outcome> outcomes =
        node.ask(
            List.of(
                Command.of(List.of("printf", "%s", "it's $HOME\n`x`"), LIMIT),
                Command.of(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), LIMIT),
                Command.of(List.of("no-such-command"), LIMIT),
                new Command(List.of("cat"), bytes("in \u00e4\nput"), LIMIT)));

    assertEquals(new Outcome(0, "it's $HOME\n`x`", ""), outcomes.get(0));
    assertEquals(new Outcome(3, "out\n", "err\n"), outcomes.get(1));
    assertEquals(127, outcomes.get(2).exit());
    assertEquals(new Outcome(0, "in \u00e4\nput", ""), outcomes.get(3));
    assertEquals(List.of(), node.ask(List.of()));
  }

  @Test
  void endsACommandThatTakesTooLong() {
    List<String> sleep = List.of("sleep", "60");
    assertEquals(124, node.ask(List.of(Command.of(sleep, Duration.ofMillis(200)))).get(0).exit());
    node.lock(HOLDER);
    assertEquals(124, node.act(Command.of(sleep, Duration.ofMillis(200))).exit());
  }

  @Test
  void runsACommandThatChangesSomething() {
    node.lock(HOLDER);
    Command command =
        new Command(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), bytes("x"), LIMIT);

    assertEquals(new Outcome(3, "out\n", "err\n"), node.act(command));
  }
}
