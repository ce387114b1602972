package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Mutation.in;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.applier.cli.MachineFaults.Case;
import java.util.List;
import java.util.stream.Stream;

/** The cases about disks, and about what stands where a file should be. */
final class MachineFaultsFiles {
  private static final Mutation PREPARES =
      new Mutation(
          "node/place.sh",
          "      rm -rf -- \"$at/.pgfleet\"\n"
              + "      fail \"files in '$at' cannot be prepared: is there space left,"
              + " and do '$owner' and '$group' exist?\"",
          "      :");

  private static final Mutation STOPS =
      new Mutation("node/prelude.sh", "  printf '%s' \"$1\" | reply fail\n  exit 3", "  :");

  private MachineFaultsFiles() {}

  static List<Case> all() {
    return Stream.of(disks(), places()).flatMap(List::stream).toList();
  }

  private static List<Case> disks() {
    return List.of(
        new Case(
            "a full disk leaves the old file",
            PREPARES,
            scene -> {
              scene.root("mount -t tmpfs -o size=64k tmpfs /etc/case");
              scene.applied("old");
              scene.root("dd if=/dev/zero of=/etc/case/fill bs=1k count=128 2>/dev/null; true");
              scene.tree("n".repeat(9000)).ends(6, "is there space left", "old");
              scene.root("rm /etc/case/fill");
              scene.converges();
            }),
        new Case(
            "a read-only file system leaves the old file",
            STOPS,
            scene -> {
              scene.root("mount -t tmpfs tmpfs /etc/case");
              scene.applied("old");
              scene.root("mount -o remount,ro /etc/case");
              scene.tree("new").ends(6, "cannot be prepared", "old");
              scene.root("mount -o remount,rw /etc/case");
              scene.converges();
            }),
        new Case(
            "a file system without inodes leaves the old file",
            STOPS,
            scene -> {
              scene.root("mount -t tmpfs -o nr_inodes=5 tmpfs /etc/case");
              scene.applied("old");
              scene.root("touch /etc/case/1 /etc/case/2 /etc/case/3 2>/dev/null; true");
              scene.tree("new").ends(6, "cannot be prepared", "old");
              scene.root("rm -f /etc/case/1 /etc/case/2 /etc/case/3");
              scene.converges();
            }),
        new Case(
            "a full staging folder is told before anything is switched",
            in("node/stage.sh", "|| fail \"the content cannot be written", "|| : \"the content"),
            scene -> {
              scene.applied("old");
              scene.root("mount -t tmpfs -o size=4k tmpfs /var/lib/pgfleet/stage");
              scene.tree("n".repeat(9000)).ends(6, "the content cannot be written", "old");
              scene.root("umount /var/lib/pgfleet/stage");
              scene.converges();
            }),
        new Case(
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
            }));
  }

  private static List<Case> places() {
    return List.of(
        new Case(
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
            }),
        new Case(
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
            }),
        new Case(
            "a mounted file is written in place",
            in(
                "node/place.sh",
                "[ -f \"$2\" ] && [ ! -L \"$2\" ] && cat -- \"$1\" >\"$2\"",
                "false"),
            scene -> {
              scene.applied("old");
              scene.root(
                  "printf old >/etc/case-source; mount --bind /etc/case-source /etc/case/conf");
              scene.tree("new").ends(0, "done", "new");
              assertEquals("new", scene.root("cat /etc/case-source"));
              scene.root("umount /etc/case/conf");
              scene.converges();
            }),
        new Case(
            "an owner who does not exist is told before anything changes",
            PREPARES,
            scene -> {
              scene.applied("old");
              scene.more(
                  tree -> tree.file(scene.host(), "files", "/etc/case/owned", "x", "nobody-here"));
              scene.tree("new").ends(5, "nobody-here", "old");
              scene.converges();
            }),
        new Case(
            "a name with blanks, quotes and a dollar is just a name",
            in(
                "node/ShellWord.java",
                "texts.stream().map(ShellWord::quote)",
                "texts.stream().map(one -> one.startsWith(\"/\") ? \"'\" + one + \"'\" : quote(one))"),
            scene -> {
              String name = "/etc/case/it's \"a\" $HOME file";
              scene.more(tree -> tree.file(scene.host(), "files", name, "x"));
              scene.tree("new").ends(0, "done", "new");
              assertEquals("x", scene.root("cat '/etc/case/it'\\''s \"a\" $HOME file'"));
              scene.converges();
            }),
        new Case(
            "missing folders above a file can be entered by everybody",
            in("node/place.sh", "(umask 022 && mkdir", "(umask 077 && mkdir"),
            scene -> {
              scene.more(tree -> tree.file(scene.host(), "files", "/etc/case-a/b/c", "x"));
              scene.tree("new").ends(0, "done", "new");
              assertEquals("755", scene.root("stat -c %a /etc/case-a/b"));
              scene.converges();
            }),
        new Case(
            "lines of others in a shared file stay",
            in(
                "node/BlockText.java",
                "      if (!inside) {\n        kept.add(line);",
                "      if (false) {\n        kept.add(line);"),
            scene -> {
              scene.root("printf 'theirs\\n' >/etc/case-shared");
              scene.more(
                  tree -> tree.block(scene.host(), "files", "/etc/case-shared", "b", "ours\n"));
              scene.tree("new").ends(0, "done", "new");
              assertEquals(
                  "theirs\n# BEGIN pgfleet b\nours\n# END pgfleet b",
                  scene.root("cat /etc/case-shared"));
              scene.converges();
              assertEquals("theirs", scene.root("cat /etc/case-shared"));
            }));
  }
}
