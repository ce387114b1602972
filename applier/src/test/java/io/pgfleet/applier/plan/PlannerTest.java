package io.pgfleet.applier.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.node.Observation;
import io.pgfleet.applier.node.Observation.Seen;
import io.pgfleet.applier.tree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every plan, tried on machines and trees made from a seed. */
final class PlannerTest {
  private static final String HOST = "10.0.0.1";
  private static final String KEY = "ab".repeat(32);
  private static final int FILES = 12;

  /** Some of a few paths, each with one of a few contents. */
  private static SortedMap<String, String> some(Random random) {
    SortedMap<String, String> files = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      if (random.nextBoolean()) {
        files.put("/etc/f" + i, "content" + random.nextInt(3));
      }
    }
    return files;
  }

  private static NodeState state(
      SortedMap<String, String> desired, Recorded recorded, SortedMap<String, String> observed) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    desired.keySet().forEach(path -> entries.put(path, entry(path)));
    SortedMap<String, Seen> seen = new TreeMap<>();
    observed.forEach(
        (path, sha) -> seen.put(path, new Seen("file", "root", "root", "0644", "", sha)));
    Observation observation =
        new Observation(
            seen, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Optional.empty(), KEY, "boot");
    return new NodeState(
        new Desired.Holding(HOST, "node", entries, desired), recorded, observation);
  }

  private static Entry entry(String path) {
    return new Entry(
        "file",
        path,
        "",
        "root",
        "root",
        "0644",
        "",
        "m",
        "s",
        "",
        "",
        0,
        Optional.empty(),
        List.of(),
        false,
        List.of());
  }

  /** What is recorded once these files were put. */
  private static Recorded recorded(SortedMap<String, String> files) {
    NodeState state = state(files, Recorded.none(), files);
    Recorded recorded = Recorded.none();
    for (Entry entry : state.desired().entries().values()) {
      recorded = recorded.withEntry(entry.name(), state.held(entry));
    }
    return recorded;
  }

  private static List<EntryChange> changes(NodeState state) {
    return new EntryPlanner(state).changes();
  }

  /** The files of a machine after the changes. */
  private static SortedMap<String, String> after(
      SortedMap<String, String> observed,
      List<EntryChange> changes,
      SortedMap<String, String> desired) {
    SortedMap<String, String> files = new TreeMap<>(observed);
    for (EntryChange change : changes) {
      if (!change.acts()) {
        continue;
      }
      if (change.isRemoval()) {
        files.remove(change.name());
      } else {
        files.put(change.name(), desired.get(change.name()));
      }
    }
    return files;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatWasCarriedOutLeavesNothingToDo(long seed) {
    Random random = new Random(seed);
    SortedMap<String, String> desired = some(random);
    SortedMap<String, String> observed = some(random);
    NodeState before = state(desired, recorded(some(random)), observed);
    List<EntryChange> changes = changes(before);
    SortedMap<String, String> files = after(observed, changes, desired);
    List<EntryChange> again = changes(state(desired, recorded(desired), files));
    assertEquals(List.of(), again);
    assertTrue(files.entrySet().containsAll(desired.entrySet()));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void goingThereAndBackIsTheInverse(long seed) {
    Random random = new Random(seed);
    SortedMap<String, String> here = some(random);
    SortedMap<String, String> there = some(random);
    SortedMap<String, String> moved =
        after(here, changes(state(there, recorded(here), here)), there);
    assertEquals(there, moved);
    assertEquals(here, after(moved, changes(state(here, recorded(there), moved)), here));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
  void nothingIsTouchedThatIsNeitherDesiredNorOurs(long seed) {
    Random random = new Random(seed);
    SortedMap<String, String> desired = some(random);
    SortedMap<String, String> ours = some(random);
    SortedMap<String, String> observed = some(random);
    for (EntryChange change : changes(state(desired, recorded(ours), observed))) {
      boolean isDesired = desired.containsKey(change.name());
      boolean isOursUnchanged =
          ours.containsKey(change.name())
              && ours.get(change.name()).equals(observed.get(change.name()));
      assertTrue(isDesired || isOursUnchanged || !change.acts(), change::toString);
      assertFalse(change.isRemoval() && isDesired, change::toString);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40})
  void driftIsWhatDiffersFromTheRecord(long seed) {
    Random random = new Random(seed);
    SortedMap<String, String> desired = some(random);
    SortedMap<String, String> observed = some(random);
    List<String> drifted = new ArrayList<>();
    for (EntryChange change : changes(state(desired, recorded(desired), observed))) {
      assertTrue(change.reason().isDrift(), change::toString);
      drifted.add(change.name());
    }
    List<String> differing =
        desired.keySet().stream()
            .filter(path -> !desired.get(path).equals(observed.get(path)))
            .toList();
    assertEquals(differing, drifted);
  }
}
