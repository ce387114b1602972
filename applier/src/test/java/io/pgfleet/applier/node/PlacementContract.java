package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.tree.Digests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Placing entries, and the way back. */
abstract class PlacementContract extends NodeTrial {
  PlacementContract(TrialMachine machine) {
    super(machine);
  }

  @Test
  void placesAFileWithItsOwnerAndModeAndMakesItsParents() {
    node.lock(HOLDER);
    String path = FOLDER + "/a/b/it's \"a\" $file";
    put("text\n", file(path, "daemon", "0640"));

    Observation seen = observe(path, FOLDER + "/a");

    assertEquals(
        new Observation.Seen("file", "daemon", "daemon", "0640", "", sha256("text\n")),
        seen.entries().get(path));
    assertEquals("0755", seen.entries().get(FOLDER + "/a").mode());
    assertEquals("text\n", read(path));
  }

  @Test
  void carriesAnyBytesWhole() {
    node.lock(HOLDER);
    byte[] large = new byte[5_600_123];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + i / 251);
    }
    node.stage(
        "run-1",
        List.of(
            new Content(FOLDER + "/large", large), new Content(FOLDER + "/empty", new byte[0])));
    node.place(
        new Placement(
            "run-1",
            List.of(
                file(FOLDER + "/large", "root", "0600"), file(FOLDER + "/empty", "root", "0600")),
            null));

    Observation seen = observe(FOLDER + "/large", FOLDER + "/empty");

    assertEquals(Digests.sha256(large), seen.entries().get(FOLDER + "/large").sha256());
    assertEquals(sha256(""), seen.entries().get(FOLDER + "/empty").sha256());
  }

  @Test
  void changesNothingWhenContentIsMissing() {
    node.lock(HOLDER);
    stage("x\n", FOLDER + "/first");
    List<Placement.Change> changes =
        List.of(file(FOLDER + "/first", "root", "0644"), file(FOLDER + "/second", "root", "0644"));

    NodeException failure =
        assertThrows(NodeException.class, () -> node.place(new Placement("run-1", changes, null)));

    assertTrue(failure.getMessage().contains("is not staged"), failure.getMessage());
    assertTrue(observe(FOLDER + "/first").entries().get(FOLDER + "/first").isAbsent());
  }

  @Test
  void bringsBackWhatARunReplaced() {
    write(FOLDER + "/old", "before\n");
    write(FOLDER + "/gone", "still needed\n");
    node.lock(HOLDER);
    stage("after\n", FOLDER + "/old", FOLDER + "/new/file");
    node.place(
        new Placement(
            "run-1",
            List.of(
                file(FOLDER + "/old", "daemon", "0600"),
                file(FOLDER + "/new/file", "root", "0600"),
                directory(FOLDER, "0700"),
                link(FOLDER + "/link", "/somewhere"),
                removal("file", FOLDER + "/gone")),
            null));
    assertEquals("after\n", read(FOLDER + "/old"));

    restore("run-1");

    Observation seen =
        observe(
            FOLDER,
            FOLDER + "/old",
            FOLDER + "/new",
            FOLDER + "/new/file",
            FOLDER + "/link",
            FOLDER + "/gone");
    assertEquals(
        new Observation.Seen("file", "root", "root", "0644", "", sha256("before\n")),
        seen.entries().get(FOLDER + "/old"));
    assertEquals(sha256("still needed\n"), seen.entries().get(FOLDER + "/gone").sha256());
    assertEquals("0755", seen.entries().get(FOLDER).mode());
    assertTrue(seen.entries().get(FOLDER + "/new/file").isAbsent());
    assertTrue(seen.entries().get(FOLDER + "/new").isAbsent());
    assertTrue(seen.entries().get(FOLDER + "/link").isAbsent());
  }

  @Test
  void keepsTheFirstContentThatARunReplacedAlsoAfterAReconnect() {
    write(FOLDER + "/old", "before\n");
    node.lock(HOLDER);
    put("first\n", file(FOLDER + "/old", "root", "0600"));
    put("second\n", file(FOLDER + "/old", "root", "0600"));
    node.close();
    node = open();
    node.lock(HOLDER);
    put("third\n", file(FOLDER + "/old", "root", "0600"));

    restore("run-1");

    assertEquals("before\n", read(FOLDER + "/old"));
  }

  @Test
  void letsGoOfWhatWasStagedAndOfSomeCopies() {
    String secret = FOLDER + "/confidential/key";
    String other = FOLDER + "/other";
    write(secret, "old password\n");
    write(other, "before\n");
    node.lock(HOLDER);
    stage("after\n", secret, other);
    place(file(secret, "root", "0600"), file(other, "root", "0600"));

    node.forget("run-1", List.of(secret));

    assertThrows(NodeException.class, () -> place(file(other, "root", "0600")));
    assertEquals(
        List.of(other), node.replaced("run-1").stream().map(one -> one.change().path()).toList());
    restore("run-1");
    assertEquals("after\n", read(secret));
    assertEquals("before\n", read(other));
  }

  @Test
  void placesWhatAnEarlierConnectionStaged() {
    node.lock(HOLDER);
    stage("first\n", FOLDER + "/file");
    stage("second\n", FOLDER + "/file");
    node.close();
    node = open();
    node.lock(HOLDER);

    node.place(new Placement("run-1", List.of(file(FOLDER + "/file", "root", "0644")), null));

    assertEquals("second\n", read(FOLDER + "/file"));
  }

  @Test
  void editsBlocksAndLeavesOtherLinesAlone() {
    write(FOLDER + "/shared", "theirs\n\nalso theirs\n\n");
    node.lock(HOLDER);
    String name = FOLDER + "/shared";
    stage("one\ntwo\n", name + "#first", name + "#second", FOLDER + "/fresh#first");
    node.place(
        new Placement(
            "run-1",
            List.of(
                block("put", name, "first"),
                block("put", name, "second"),
                block("put", FOLDER + "/fresh", "first")),
            null));
    String block = "# BEGIN pgfleet first\none\ntwo\n# END pgfleet first\n";
    assertEquals(
        "theirs\n\nalso theirs\n\n" + block + block.replace("first", "second"), read(name));
    assertEquals(block, read(FOLDER + "/fresh"));

    stage("three\n", name + "#first");
    node.place(
        new Placement(
            "run-2",
            List.of(block("remove", name, "second"), block("remove", FOLDER + "/fresh", "first")),
            null));
    assertEquals("theirs\n\nalso theirs\n\n" + block, read(name));
    assertTrue(observe(FOLDER + "/fresh").entries().get(FOLDER + "/fresh").isAbsent());

    restore("run-2");
    assertEquals(
        "theirs\n\nalso theirs\n\n" + block + block.replace("first", "second"), read(name));
    restore("run-1");
    assertEquals("theirs\n\nalso theirs\n\n", read(name));
  }

  @Test
  void removesADirectoryOnlyWhenItIsEmpty() {
    write(FOLDER + "/full/theirs", "x\n");
    node.lock(HOLDER);
    place(directory(FOLDER + "/empty", "0750"));

    node.place(
        new Placement(
            "run-1",
            List.of(
                removal("directory", FOLDER + "/full"), removal("directory", FOLDER + "/empty")),
            null));

    Observation seen = observe(FOLDER + "/full/theirs", FOLDER + "/empty");
    assertEquals("file", seen.entries().get(FOLDER + "/full/theirs").kind());
    assertTrue(seen.entries().get(FOLDER + "/empty").isAbsent());
  }

  @Test
  void refusesAFileWhereADirectoryIs() {
    write(FOLDER + "/taken/theirs", "x\n");
    node.lock(HOLDER);
    stage("x\n", FOLDER + "/taken");

    NodeException failure =
        assertThrows(
            NodeException.class,
            () ->
                node.place(
                    new Placement(
                        "run-1", List.of(file(FOLDER + "/taken", "root", "0644")), null)));

    assertTrue(failure.getMessage().contains("directory"), failure.getMessage());
    assertEquals("x\n", read(FOLDER + "/taken/theirs"));
  }

  @Test
  void replacesALinkByAFileWithoutTouchingItsTarget() {
    write(FOLDER + "/target", "theirs\n");
    node.lock(HOLDER);
    place(link(FOLDER + "/place", FOLDER + "/target"));

    put("ours\n", file(FOLDER + "/place", "root", "0644"));

    assertEquals("theirs\n", read(FOLDER + "/target"));
    assertEquals("ours\n", read(FOLDER + "/place"));
  }
}
