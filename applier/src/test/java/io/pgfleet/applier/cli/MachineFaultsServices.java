package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Mutation.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cli.MachineFaults.Case;
import java.util.List;
import java.util.stream.Stream;

/** The cases about services, their gates, and commands. */
final class MachineFaultsServices {
  /** Works until somebody looks for a pulse, so that its start cannot tell. */
  private static final String DIES =
      "while [ ! -e /etc/case-asked ]; do sleep 0.1; done; echo cannot read it >&2; exit 4\n";

  private static final String ASKS = "touch /etc/case-asked; " + Scene.PULSE;

  private MachineFaultsServices() {}

  static List<Case> all() {
    return Stream.of(services(), commands()).flatMap(List::stream).toList();
  }

  private static List<Case> services() {
    return List.of(
        new Case(
            "a service that dies of its new configuration runs with the old one again",
            in("activation/GateAction.java", "if (!open) {", "if (false) {"),
            scene -> {
              scene.applied("old");
              scene.tree("new", DIES, ASKS).ends(5, "rolled back " + scene.host(), "old");
              assertTrue(scene.terminal().out().contains("cannot read it"), scene.terminal()::said);
              scene.runs();
              scene.converges();
            }),
        new Case(
            "a gate that stays closed restores bytes and process",
            in(
                "activation/Rollback.java",
                "() -> putBack(machine, replaced, recorded(machine, names(replaced))));",
                "() -> {});"),
            scene -> {
              scene.applied("old");
              String before = scene.process();
              scene
                  .tree("new", Scene.WORKS, "echo no pulse >&2; exit 1")
                  .ends(5, "the gate stayed closed: no pulse", "old");
              assertNotEquals(before, scene.process());
              scene.runs();
              scene.converges();
            }),
        new Case(
            "a port that nobody listens on is a closed gate",
            in("activation/GateAction.java", "exec 3<>\\\"/dev/tcp/$0/$1\\\"", "true"),
            scene -> {
              scene.applied("old");
              scene
                  .gated("new", Scene.WORKS, "{\"kind\":\"tcp\",\"host\":\"127.0.0.1\",\"port\":1}")
                  .ends(5, "refused", "old");
              scene.converges();
            }),
        new Case(
            "a gate that hangs is asked for a limited time",
            in("node/ask.sh", "timeout -k 2 \"$limit\" \"$@\"", "\"$@\""),
            scene -> {
              scene.applied("old");
              scene.tree("new", Scene.WORKS, "sleep 600").ends(5, "the gate stayed closed", "old");
              scene.converges();
            }),
        new Case(
            "a first generation that fails leaves nothing behind",
            in(
                "activation/Rollback.java",
                "else if (Kind.of(step) == Kind.UNIT && performed.isNewborn(done)) {",
                "else if (false) {"),
            scene -> {
              scene.root("rmdir /etc/case");
              scene.tree("new", Scene.WORKS, "exit 1").ends(5, "rolled back");
              assertEquals("inactive", scene.active());
              assertEquals(
                  "",
                  scene.root("ls -d /etc/case /etc/systemd/system/case.service 2>/dev/null; true"));
              scene.converges();
            }),
        new Case(
            "a unit that left the tree is stopped before its files go",
            in("activation/Run.java", "fleet.everywhere(steps::stop);", ""),
            scene -> {
              scene.applied("old");
              scene.emptyTree().ends(0, "done");
              assertEquals("inactive", scene.active());
              assertEquals("", scene.root("ls /etc/systemd/system/case.service 2>/dev/null; true"));
              scene.converges();
            }),
        new Case(
            "a light change reloads and does not restart",
            in("plan/UnitDueness.java", "return \"reload\";", "return \"restart\";"),
            scene -> {
              scene.more(tree -> tree.file(scene.host(), "files", "/etc/case/light", "one"));
              scene.applied("old");
              String before = scene.process();
              scene.more(tree -> tree.file(scene.host(), "files", "/etc/case/light", "two"));
              scene.tree("old").ends(0, "done", "old");
              assertEquals(before, scene.process());
              scene.converges();
            }));
  }

  private static List<Case> commands() {
    return List.of(
        new Case(
            "a command that takes longer than its limit is ended",
            in("node/act.sh", "exec timeout -k 2 \"$limit\" \"$@\"", "exec \"$@\""),
            scene -> {
              scene.applied("old");
              scene.step(
                  "{\"id\":\"slow\",\"kind\":\"run\",\"argv\":[\"sleep\",\"8\"],\"timeoutSeconds\":1}");
              scene.tree("new").ends(5, "its time limit passed", "old");
              scene.converges();
            }),
        new Case(
            "what a command prints is never taken for an answer",
            in("node/act.sh", ") >\"$home/out\" 2>\"$home/err\"", ") 2>\"$home/err\""),
            scene -> {
              scene.applied("old");
              scene.step(
                  "{\"id\":\"liar\",\"kind\":\"run\",\"argv\":[\"sh\",\"-c\","
                      + "\"echo exit.0 MA==; echo pgfleet done 0; exit 3\"]}");
              scene.tree("new").ends(5, "it exited with 3", "old");
              scene.converges();
            }),
        new Case(
            "an undo that fails does not keep files from being put back",
            in(
                "activation/WayBack.java",
                "} catch (NodeException | StepFailure failed) {",
                "} catch (NodeException failed) {"),
            scene -> {
              scene.applied("old");
              scene.step(
                  "{\"id\":\"odd\",\"title\":\"odd\",\"kind\":\"run\",\"argv\":[\"true\"],\"undo\":{\"argv\":[\"false\"]}}");
              scene
                  .tree("new", Scene.WORKS, "exit 1")
                  .ends(5, "what 'odd' did stays; take it back by hand", "old");
              scene.converges();
            }));
  }
}
