package io.pgfleet.applier;

import io.pgfleet.applier.tree.Entry;
import io.pgfleet.applier.tree.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a run would place although it is of no use any more, or will soon be of none. */
public final class Expiring {
  private static final Duration SOON = Duration.ofDays(30);
  private static final int HOSTS_SHOWN = 3;

  private final SortedMap<String, List<String>> hostsByFile = new TreeMap<>();
  private final SortedMap<String, Instant> ends = new TreeMap<>();
  private final Instant now;

  /**
   * Looks at the entries of a tree that say when they expire.
   *
   * @param hosts those that take part; empty for all
   */
  public Expiring(Tree tree, List<String> hosts, Instant now) {
    this.now = now;
    for (String host : hosts.isEmpty() ? tree.nodes().keySet() : hosts) {
      for (Entry entry : tree.entries(host)) {
        entry.expires().ifPresent(end -> add(entry.path(), host, end));
      }
    }
  }

  private void add(String path, String host, Instant end) {
    String file = path + " (until " + end + ")";
    ends.put(file, end);
    hostsByFile.computeIfAbsent(file, one -> new ArrayList<>()).add(host);
  }

  /** Files that are over, each with its hosts on one line. */
  public List<String> over() {
    return lines(end -> !end.isAfter(now));
  }

  /** Files that will be over within 30 days, each with its hosts on one line. */
  public List<String> soon() {
    return lines(end -> end.isAfter(now) && !end.isAfter(now.plus(SOON)));
  }

  private List<String> lines(Predicate<Instant> wanted) {
    return ends.keySet().stream()
        .filter(file -> wanted.test(ends.get(file)))
        .map(file -> file + " on " + shown(hostsByFile.get(file)))
        .toList();
  }

  private static String shown(List<String> hosts) {
    int more = hosts.size() - HOSTS_SHOWN;
    String some = String.join(", ", hosts.subList(0, Math.min(hosts.size(), HOSTS_SHOWN)));
    return more > 0 ? some + " and " + more + " more" : some;
  }
}
