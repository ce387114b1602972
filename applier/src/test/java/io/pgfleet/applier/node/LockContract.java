package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The right to change a machine, and what a run keeps there. */
abstract class LockContract extends NodeTrial {
  LockContract(TrialMachine machine) {
    super(machine);
  }

  @Test
  void holdsTheMachineForOneRunAtATime() {
    node.lock(HOLDER);
    try (Node other = open()) {
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

    try (Node other = open()) {
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
  void keepsAJournal() {
    node.lock(HOLDER);
    node.journal("run-1", "{\"it's\":1}");
    node.journal("run-1", "{\"two\":2}");
    node.flush();

    assertTrue(journal("run-1").endsWith("{\"it's\":1}\n{\"two\":2}\n"), journal("run-1"));
    node.journal("run-2", "{\"three\":3}");
    List<String> lines = node.journals(2);
    assertEquals("{\"three\":3}", lines.get(lines.size() - 1));
    assertTrue(lines.contains("{\"two\":2}"), lines::toString);
    assertEquals(List.of("{\"three\":3}"), node.journals(1));
  }
}
