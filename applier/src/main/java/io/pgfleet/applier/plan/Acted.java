package io.pgfleet.applier.plan;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which steps acted, or will act, in one run, and where. */
public final class Acted {
  private final Set<String> places = new HashSet<>();
  private final Set<String> steps = new HashSet<>();
  private final Set<String> hosts = new HashSet<>();

  public void add(String step, String host) {
    places.add(step + "@" + host);
    steps.add(step);
    hosts.add(host);
  }

  /** What acted for a group on one of its members may have changed something on all of them. */
  public void touch(Collection<String> members) {
    hosts.addAll(members);
  }

  public boolean on(String step, String host) {
    return places.contains(step + "@" + host);
  }

  public boolean anywhere(String step) {
    return steps.contains(step);
  }

  /** Whether any step acted on the machine. */
  public boolean anythingOn(String host) {
    return hosts.contains(host);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
