package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.tree.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of machine does, whether it is real or in memory. */
abstract class NodeContract {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Holder HOLDER = new Holder("run-1", "a test", "0".repeat(40));
  private static final String FOLDER = "/etc/contract";

  private Node node;

  abstract Nodes nodes();

  abstract String host();

  /** Takes away what an earlier test made below /etc/contract, and writes a file there. */
  abstract void clean();

  /** Writes a file as somebody else would: root:root, 0644. */
  abstract void write(String path, String text);

  /** The text of a file, whoever wrote it. */
  abstract String read(String path);

  @BeforeEach
  final void connect() {
    clean();
    node = nodes().open(host());
  }

  @AfterEach
  final void disconnect() {
    node.close();
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
    put(link(FOLDER + "/link", "/target of it"));

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
    node = nodes().open(host());
    node.lock(HOLDER);
    put("third\n", file(FOLDER + "/old", "root", "0600"));

    restore("run-1");

    assertEquals("before\n", read(FOLDER + "/old"));
  }

  @Test
  void placesWhatAnEarlierConnectionStaged() {
    node.lock(HOLDER);
    stage("first\n", FOLDER + "/file");
    stage("second\n", FOLDER + "/file");
    node.close();
    node = nodes().open(host());
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
    put(directory(FOLDER + "/empty", "0750"));

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
    put(link(FOLDER + "/place", FOLDER + "/target"));

    put("ours\n", file(FOLDER + "/place", "root", "0644"));

    assertEquals("theirs\n", read(FOLDER + "/target"));
    assertEquals("ours\n", read(FOLDER + "/place"));
  }

  @Test
  void holdsTheMachineForOneRunAtATime() {
    node.lock(HOLDER);
    try (Node other = nodes().open(host())) {
      LockedException refusal =
          assertThrows(LockedException.class, () -> other.lock(new Holder("run-2", "b", "")));
      assertTrue(refusal.getMessage().contains("run-1 of a test"), refusal.getMessage());
      NodeException unlocked = assertThrows(NodeException.class, () -> other.journal("run-2", "x"));
      assertTrue(unlocked.getMessage().contains("the lock is not held"), unlocked.getMessage());

      node.unlock();
      other.lock(new Holder("run-2", "b", ""));
      assertThrows(NodeException.class, () -> node.record(bytes("x")));
    }
    node.lock(HOLDER);
  }

  @Test
  void givesTheLockBackWhenTheConnectionEnds() {
    node.lock(HOLDER);
    node.close();

    try (Node other = nodes().open(host())) {
      other.lock(new Holder("run-2", "b", ""));
    }
  }

  @Test
  void makesAKeyOfItsOwnAndKeepsIt() {
    node.lock(HOLDER);
    String key = observe().key();

    assertTrue(key.matches("[0-9a-f]{64}"), "key has the wrong shape");
    node.unlock();
    node.lock(HOLDER);
    assertEquals(key, observe().key());
  }

  @Test
  void keepsTheRecordThatAPlacementWrites() {
    node.lock(HOLDER);
    node.record(bytes("{\"generation\":1}"));
    assertArrayEquals(bytes("{\"generation\":1}"), observe().record().orElseThrow());

    node.place(
        new Placement("run-1", List.of(directory(FOLDER, "0755")), bytes("{\"generation\":2}")));
    assertArrayEquals(bytes("{\"generation\":2}"), observe().record().orElseThrow());

    assertThrows(
        NodeException.class,
        () ->
            node.place(
                new Placement(
                    "run-1", List.of(file(FOLDER + "/no", "root", "0644")), bytes("{}"))));
    assertArrayEquals(bytes("{\"generation\":2}"), observe().record().orElseThrow());
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

  @Test
  void startsRestartsReloadsAndStopsAUnit() {
    String unit = "contract.service";
    node.lock(HOLDER);
    put(UNIT, file("/etc/systemd/system/" + unit, "root", "0644"));

    assertEquals(0, unit(unit, "start", true).exit());
    Observation.UnitState started = state(unit);
    assertTrue(started.isActive());
    assertEquals("enabled", started.enabled());
    assertFalse(started.needsDaemonReload());

    assertEquals(0, unit(unit, "reload", true).exit());
    assertEquals(started.invocation(), state(unit).invocation());

    assertEquals(0, unit(unit, "restart", true).exit());
    assertTrue(state(unit).isActive());
    assertNotEquals(started.invocation(), state(unit).invocation());

    assertEquals(0, unit(unit, "none", false).exit());
    assertTrue(state(unit).isActive());
    assertEquals("disabled", state(unit).enabled());

    assertEquals(0, unit(unit, "stop", false).exit());
    assertFalse(state(unit).isActive());
  }

  @Test
  void saysWhyAUnitDoesNotStart() {
    String unit = "contract-broken.service";
    node.lock(HOLDER);
    put(BROKEN_UNIT, file("/etc/systemd/system/" + unit, "root", "0644"));

    Outcome outcome = unit(unit, "start", false);

    assertNotEquals(0, outcome.exit());
    assertTrue(outcome.lastLine().contains(unit), outcome.lastLine());
    assertFalse(state(unit).isActive());
    assertNotEquals(0, unit("contract-none.service", "start", false).exit());
    assertEquals("", state("contract-none.service").enabled());
  }

  @Test
  void makesAndCompletesAnAccount() {
    node.lock(HOLDER);
    Account first =
        new Account("contract", Optional.empty(), "contract", List.of(), "/srv", "/bin/sh");
    Account second =
        new Account(
            "contract", Optional.empty(), "contract", List.of("adm"), "/srv/x", "/bin/bash");

    assertEquals(0, node.account(first, LIMIT).exit());
    assertTrue(account("contract").covers(first));
    assertFalse(account("contract").covers(second));
    assertEquals(0, node.account(second, LIMIT).exit());
    assertTrue(account("contract").covers(second));
    assertEquals(0, node.account(second, LIMIT).exit());
  }

  @Test
  void installsOnlyWhatIsMissingAndSaysWhatCannotBeFound() {
    node.lock(HOLDER);
    Observation seen =
        node.observe(new Question(List.of(), List.of(), List.of("sudo", "no-such"), List.of()));
    assertEquals(List.of("sudo"), List.copyOf(seen.packages().keySet()));

    assertEquals(0, node.install(List.of("sudo"), LIMIT).exit());
    Outcome outcome = node.install(List.of("sudo", "no-such-package"), Duration.ofMinutes(2));
    assertNotEquals(0, outcome.exit());
    assertTrue(outcome.stderr().contains("no-such-package"), outcome.stderr());
  }

  @Test
  void keepsAJournal() {
    node.lock(HOLDER);
    node.journal("run-1", "{\"it's\":1}");
    node.journal("run-1", "{\"two\":2}");

    assertTrue(journal("run-1").endsWith("{\"it's\":1}\n{\"two\":2}\n"), journal("run-1"));
  }

  /** The whole journal of a run. */
  abstract String journal(String run);

  private static final String UNIT =
      "[Service]\nExecStart=/bin/sleep infinity\nExecReload=/bin/true\n"
          + "[Install]\nWantedBy=multi-user.target\n";

  private static final String BROKEN_UNIT = "[Service]\nType=notify\nExecStart=/bin/false\n";

  private Outcome unit(String unit, String verb, boolean enabled) {
    return node.unit(new UnitAction(unit, verb, enabled, true, List.of()), LIMIT);
  }

  private Observation.UnitState state(String unit) {
    Question question = new Question(List.of(), List.of(unit), List.of(), List.of());
    return node.observe(question).units().get(unit);
  }

  private Account account(String name) {
    Question question = new Question(List.of(), List.of(), List.of(), List.of(name, "no-such"));
    Observation seen = node.observe(question);
    assertEquals(1, seen.accounts().size());
    return seen.accounts().get(name);
  }

  private Observation observe(String... entries) {
    return node.observe(new Question(List.of(entries), List.of(), List.of(), List.of()));
  }

  private void stage(String text, String... names) {
    List<Content> contents = new ArrayList<>();
    for (String name : names) {
      contents.add(new Content(name, bytes(text)));
    }
    node.stage("run-1", contents);
  }

  private void put(String text, Placement.Change change) {
    stage(text, change.name());
    put(change);
  }

  private void put(Placement.Change change) {
    node.place(new Placement("run-1", List.of(change), null));
  }

  private void restore(String run) {
    List<Placement.Change> back = new ArrayList<>();
    node.replaced(run).forEach(replaced -> back.add(replaced.change()));
    node.place(new Placement(run, back, null));
  }

  private static Placement.Change file(String path, String owner, String mode) {
    return new Placement.Change("put", "file", path, "", owner, owner, mode, "");
  }

  private static Placement.Change directory(String path, String mode) {
    return new Placement.Change("put", "directory", path, "", "root", "root", mode, "");
  }

  private static Placement.Change link(String path, String target) {
    return new Placement.Change("put", "link", path, "", "", "", "", target);
  }

  private static Placement.Change block(String verb, String path, String id) {
    return new Placement.Change(verb, "block", path, id, "", "", "", "");
  }

  private static Placement.Change removal(String kind, String path) {
    return new Placement.Change("remove", kind, path, "", "", "", "", "");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(String text) {
    return Digests.sha256(bytes(text));
  }
}
