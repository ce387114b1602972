package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Observation.Seen;
import io.pgfleet.applier.node.Placement.Change;
import io.pgfleet.applier.plan.EntryChange.Reason;
import io.pgfleet.applier.tree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells which entries of one machine change, and why. */
final class EntryPlanner {
  private final NodeState state;

  EntryPlanner(NodeState state) {
    this.state = state;
  }

  /** Entries to put in the order of their names, then entries to remove, the deepest first. */
  List<EntryChange> changes() {
    List<EntryChange> changes = new ArrayList<>();
    for (Entry entry : state.desired().entries().values()) {
      reason(entry).ifPresent(reason -> changes.add(put(entry, reason)));
    }
    List<Map.Entry<String, Recorded.Held>> recorded =
        new ArrayList<>(state.recorded().entries().entrySet());
    for (int i = recorded.size() - 1; i >= 0; i--) {
      removal(recorded.get(i).getKey(), recorded.get(i).getValue()).ifPresent(changes::add);
    }
    return changes;
  }

  /** Entries that are as desired but recorded otherwise or not at all. */
  List<Entry> adopted() {
    return state.desired().entries().values().stream()
        .filter(entry -> reason(entry).isEmpty())
        .filter(entry -> !state.held(entry).equals(state.recorded().entries().get(entry.name())))
        .toList();
  }

  /** Names that are recorded, no longer desired, and gone from the machine. */
  List<String> forgotten() {
    return state.recorded().entries().keySet().stream()
        .filter(name -> !state.desired().entries().containsKey(name))
        .filter(name -> seen(name).isAbsent())
        .toList();
  }

  private Optional<Reason> reason(Entry entry) {
    Seen seen = seen(entry.name());
    Recorded.Held held = state.recorded().entries().get(entry.name());
    if (entry.kind().equals("seed") && !seen.isAbsent()) {
      return Optional.empty();
    }
    if (seen.isAbsent()) {
      return Optional.of(held == null ? Reason.NEW : missing(entry, held));
    }
    if (sameContent(entry, seen)) {
      return sameAttributes(entry, seen) ? Optional.empty() : Optional.of(Reason.ATTRIBUTES);
    }
    return Optional.of(held == null ? Reason.NEW : differing(entry, held, seen));
  }

  private Reason missing(Entry entry, Recorded.Held held) {
    return isAsDesired(entry, held) ? Reason.DELETED : Reason.BOTH;
  }

  private Reason differing(Entry entry, Recorded.Held held, Seen seen) {
    boolean untouched = isAsRecorded(held, seen);
    if (isAsDesired(entry, held)) {
      return Reason.DRIFT;
    }
    return untouched ? Reason.GIT : Reason.BOTH;
  }

  private boolean isAsDesired(Entry entry, Recorded.Held held) {
    return held.kind().equals(entry.kind())
        && held.hmac().equals(state.seal(state.desired().content(entry)));
  }

  boolean isAsRecorded(Recorded.Held held, Seen seen) {
    String kind = held.kind().equals("seed") ? "file" : held.kind();
    return kind.equals(seen.kind()) && held.hmac().equals(state.seal(content(seen)));
  }

  /** Whether an entry is now just as a run was about to make it. */
  boolean isWholly(String name, Recorded.Held held) {
    Seen seen = seen(name);
    return isAsRecorded(held, seen) && hasOwner(held, seen);
  }

  /** Whether owner and mode are as they were put. */
  boolean hasOwner(Recorded.Held held, Seen seen) {
    return same(held.owner(), seen.owner())
        && same(held.group(), seen.group())
        && same(held.mode(), seen.mode());
  }

  private boolean sameContent(Entry entry, Seen seen) {
    return entry.kind().equals(seen.kind()) && state.desired().content(entry).equals(content(seen));
  }

  private static String content(Seen seen) {
    if (seen.kind().equals("link")) {
      return seen.target();
    }
    return seen.kind().equals("directory") ? "" : seen.sha256();
  }

  private static boolean sameAttributes(Entry entry, Seen seen) {
    return same(entry.owner(), seen.owner())
        && same(entry.group(), seen.group())
        && same(entry.mode(), seen.mode());
  }

  private static boolean same(String wanted, String seen) {
    return wanted.isEmpty() || wanted.equals(seen);
  }

  private Optional<EntryChange> removal(String name, Recorded.Held held) {
    if (state.desired().entries().containsKey(name) || seen(name).isAbsent()) {
      return Optional.empty();
    }
    Reason reason = isAsRecorded(held, seen(name)) ? Reason.REMOVED : Reason.KEPT;
    int hash = name.indexOf('#');
    String path = hash < 0 ? name : name.substring(0, hash);
    String id = hash < 0 ? "" : name.substring(hash + 1);
    Change change = new Change("remove", held.kind(), path, id, "", "", "", "");
    return Optional.of(
        new EntryChange(state.host(), change, reason, held.step(), "", held.lifeline()));
  }

  private EntryChange put(Entry entry, Reason reason) {
    Change change =
        new Change(
            "put",
            entry.kind(),
            entry.path(),
            entry.id(),
            entry.owner(),
            entry.group(),
            entry.mode(),
            entry.target());
    return new EntryChange(
        state.host(), change, reason, entry.step(), entry.type(), entry.lifeline());
  }

  private Seen seen(String name) {
    return state.observed().entries().getOrDefault(name, Seen.absent());
  }
}
