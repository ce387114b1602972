package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What goes wrong on a machine with a real sshd and systemd: exit code, message and bytes. */
final class MachineFaults {
  /** Works until somebody looks for a pulse, so that its start cannot tell. */
  private static final String DIES =
      "while [ ! -e /etc/case-asked ]; do sleep 0.1; done; echo cannot read it >&2; exit 4\n";

  private static final String ASKS = "touch /etc/case-asked; " + Scene.PULSE;
  private static final Mutation PREPARES =
      new Mutation(
          "node/place.sh",
          "      rm -rf -- \"$at/.pgfleet\"\n"
              + "      fail \"files in '$at' cannot be prepared: is there space left,"
              + " and do '$owner' and '$group' exist?\"",
          "      :");
  private static final Mutation STOPS =
      new Mutation("node/prelude.sh", "  printf '%s' \"$1\" | reply fail\n  exit 3", "  :");

  private final List<Case> all = new ArrayList<>();

  /**
   * One thing that goes wrong.
   *
   * @param protection without which the story ends otherwise
   * @param story asserts how it ends
   */
  record Case(String name, Mutation protection, Consumer<Scene> story) {}

  static List<Case> all() {
    MachineFaults faults = new MachineFaults();
    faults.disks();
    faults.places();
    faults.services();
    faults.commands();
    faults.all.addAll(MachineFaultsAround.all());
    faults.all.addAll(MachineFaultsPower.all());
    return faults.all;
  }

  private void add(String name, Mutation protection, Consumer<Scene> story) {
    all.add(new Case(name, protection, story));
  }

  private static Mutation in(String file, String from, String to) {
    return new Mutation(file, from, to);
  }

  private void disks() {
    add(
        "a full disk leaves the old file",
        PREPARES,
        scene -> {
          scene.root("mount -t tmpfs -o size=64k tmpfs /etc/case");
          scene.applied("old");
          scene.root("dd if=/dev/zero of=/etc/case/fill bs=1k count=128 2>/dev/null; true");
          scene.tree("n".repeat(9000)).ends(6, "is there space left", "old");
          scene.root("rm /etc/case/fill");
          scene.converges();
        });
    add(
        "a read-only file system leaves the old file",
        STOPS,
        scene -> {
          scene.root("mount -t tmpfs tmpfs /etc/case");
          scene.applied("old");
          scene.root("mount -o remount,ro /etc/case");
          scene.tree("new").ends(6, "cannot be prepared", "old");
          scene.root("mount -o remount,rw /etc/case");
          scene.converges();
        });
    add(
        "a file system without inodes leaves the old file",
        STOPS,
        scene -> {
          scene.root("mount -t tmpfs -o nr_inodes=5 tmpfs /etc/case");
          scene.applied("old");
          scene.root("touch /etc/case/1 /etc/case/2 /etc/case/3 2>/dev/null; true");
          scene.tree("new").ends(6, "cannot be prepared", "old");
          scene.root("rm -f /etc/case/1 /etc/case/2 /etc/case/3");
          scene.converges();
        });
    add(
        "a full staging folder is told before anything is switched",
        in("node/stage.sh", "|| fail \"the content cannot be written", "|| : \"the content"),
        scene -> {
          scene.applied("old");
          scene.root("mount -t tmpfs -o size=4k tmpfs /var/lib/pgfleet/stage");
          scene.tree("n".repeat(9000)).ends(6, "the content cannot be written", "old");
          scene.root("umount /var/lib/pgfleet/stage");
          scene.converges();
        });
    add(
        "a journal that cannot be written stops the run before it begins",
        in(
            "node/notes.sh",
            "|| fail \"it could not write the journal: is there space left?\"",
            "|| :"),
        scene -> {
          scene.applied("old");
          scene.root("rm -rf /var/lib/pgfleet/journal; touch /var/lib/pgfleet/journal");
          scene.tree("new").ends(6, "write the journal", "old");
          scene.root("rm /var/lib/pgfleet/journal");
          scene.converges();
        });
  }

  private void places() {
    add(
        "a directory stands where a file should be",
        in(
            "node/place.sh",
            "no_folder() { [ -L \"$1\" ] || [ ! -d \"$1\" ] || fail \"'$1' is a directory\"; }",
            "no_folder() { :; }"),
        scene -> {
          scene.applied("old");
          scene.root("rm /etc/case/conf; mkdir -p /etc/case/conf/theirs");
          scene.tree("new").ends(5, "is a directory");
          scene.root("rmdir /etc/case/conf/theirs /etc/case/conf");
          scene.converges();
        });
    add(
        "a link stands where a file should be, and what it leads to stays",
        in(
            "node/place.sh",
            "mv -f -t .. -- \"$@\" 2>/dev/null",
            "cp -f -t .. -- \"$@\" 2>/dev/null"),
        scene -> {
          scene.applied("old");
          scene.root("printf theirs >/etc/case-target; ln -sf /etc/case-target /etc/case/conf");
          scene.tree("new").ends(0, "done", "new");
          assertEquals("theirs", scene.root("cat /etc/case-target"));
          scene.converges();
        });
    add(
        "a mounted file is written in place",
        in("node/place.sh", "[ -f \"$2\" ] && [ ! -L \"$2\" ] && cat -- \"$1\" >\"$2\"", "false"),
        scene -> {
          scene.applied("old");
          scene.root("printf old >/etc/case-source; mount --bind /etc/case-source /etc/case/conf");
          scene.tree("new").ends(0, "done", "new");
          assertEquals("new", scene.root("cat /etc/case-source"));
          scene.root("umount /etc/case/conf");
          scene.converges();
        });
    add(
        "an owner who does not exist is told before anything changes",
        PREPARES,
        scene -> {
          scene.applied("old");
          scene.more(
              tree -> tree.file(scene.host(), "files", "/etc/case/owned", "x", "nobody-here"));
          scene.tree("new").ends(5, "nobody-here", "old");
          scene.converges();
        });
    add(
        "a name with blanks, quotes and a dollar is just a name",
        in("node/ShellWord.java", "text.replace(\"'\", \"'\\\\''\")", "text"),
        scene -> {
          String name = "/etc/case/it's \"a\" $HOME file";
          scene.more(tree -> tree.file(scene.host(), "files", name, "x"));
          scene.tree("new").ends(0, "done", "new");
          assertEquals("x", scene.root("cat '/etc/case/it'\\''s \"a\" $HOME file'"));
          scene.converges();
        });
    add(
        "missing folders above a file can be entered by everybody",
        in("node/place.sh", "(umask 022 && mkdir", "(umask 077 && mkdir"),
        scene -> {
          scene.more(tree -> tree.file(scene.host(), "files", "/etc/case-a/b/c", "x"));
          scene.tree("new").ends(0, "done", "new");
          assertEquals("755", scene.root("stat -c %a /etc/case-a/b"));
          scene.converges();
        });
    add(
        "lines of others in a shared file stay",
        in(
            "node/BlockText.java",
            "      if (!inside) {\n        kept.add(line);",
            "      if (false) {\n        kept.add(line);"),
        scene -> {
          scene.root("printf 'theirs\\n' >/etc/case-shared");
          scene.more(tree -> tree.block(scene.host(), "files", "/etc/case-shared", "b", "ours\n"));
          scene.tree("new").ends(0, "done", "new");
          assertEquals(
              "theirs\n# BEGIN pgfleet b\nours\n# END pgfleet b",
              scene.root("cat /etc/case-shared"));
          scene.converges();
          assertEquals("theirs", scene.root("cat /etc/case-shared"));
        });
  }

  private void services() {
    add(
        "a service that dies of its new configuration runs with the old one again",
        in("activation/GateAction.java", "if (!open) {", "if (false) {"),
        scene -> {
          scene.applied("old");
          scene.tree("new", DIES, ASKS).ends(5, "rolled back " + scene.host(), "old");
          assertTrue(scene.terminal().out().contains("cannot read it"), scene.terminal()::said);
          scene.runs();
          scene.converges();
        });
    add(
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
        });
    add(
        "a port that nobody listens on is a closed gate",
        in("activation/GateAction.java", "exec 3<>\\\"/dev/tcp/$0/$1\\\"", "true"),
        scene -> {
          scene.applied("old");
          scene
              .gated("new", Scene.WORKS, "{\"kind\":\"tcp\",\"host\":\"127.0.0.1\",\"port\":1}")
              .ends(5, "refused", "old");
          scene.converges();
        });
    add(
        "a gate that hangs is asked for a limited time",
        in("node/ask.sh", "timeout -k 2 \"$limit\" \"$@\"", "\"$@\""),
        scene -> {
          scene.applied("old");
          scene.tree("new", Scene.WORKS, "sleep 600").ends(5, "the gate stayed closed", "old");
          scene.converges();
        });
    add(
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
              "", scene.root("ls -d /etc/case /etc/systemd/system/case.service 2>/dev/null; true"));
          scene.converges();
        });
    add(
        "a unit that left the tree is stopped before its files go",
        in("activation/Run.java", "fleet.everywhere(steps::stop);", ""),
        scene -> {
          scene.applied("old");
          scene.emptyTree().ends(0, "done");
          assertEquals("inactive", scene.active());
          assertEquals("", scene.root("ls /etc/systemd/system/case.service 2>/dev/null; true"));
          scene.converges();
        });
    add(
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
        });
  }

  private void commands() {
    add(
        "a command that takes longer than its limit is ended",
        in("node/act.sh", "exec timeout -k 2 \"$limit\" \"$@\"", "exec \"$@\""),
        scene -> {
          scene.applied("old");
          scene.step(
              "{\"id\":\"slow\",\"kind\":\"run\",\"argv\":[\"sleep\",\"8\"],\"timeoutSeconds\":1}");
          scene.tree("new").ends(5, "its time limit passed", "old");
          scene.converges();
        });
    add(
        "what a command prints is never taken for an answer",
        in("node/act.sh", ") >\"$home/out\" 2>\"$home/err\"", ") 2>\"$home/err\""),
        scene -> {
          scene.applied("old");
          scene.step(
              "{\"id\":\"liar\",\"kind\":\"run\",\"argv\":[\"sh\",\"-c\","
                  + "\"echo exit.0 MA==; echo pgfleet done 0; exit 3\"]}");
          scene.tree("new").ends(5, "it exited with 3", "old");
          scene.converges();
        });
    add(
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
        });
  }

  static Path written(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
