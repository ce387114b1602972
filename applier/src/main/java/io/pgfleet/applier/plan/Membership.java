package io.pgfleet.applier.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Keeps a run over some machines from splitting a change of a group's members: those who know and
 * those who do not would be two groups.
 */
public final class Membership {
  private final World world;

  /**
   * @param world all machines that could be looked at
   */
  public Membership(World world) {
    this.world = world;
  }

  /** Why these hosts must not be brought up to date without others; empty when they may. */
  public List<String> objections(Collection<String> hosts) {
    List<String> objections = new ArrayList<>();
    world.desired().groups().forEach((group, members) -> object(group, members, hosts, objections));
    return objections;
  }

  private void object(
      String group, List<String> members, Collection<String> hosts, List<String> objections) {
    if (Collections.disjoint(members, hosts) || hosts.containsAll(members)) {
      return;
    }
    List<String> recorded = recorded(group);
    if (!recorded.equals(members)) {
      String from = recorded.isEmpty() ? "nobody" : String.join(", ", recorded);
      objections.add(
          "the members of '"
              + group
              + "' change from "
              + from
              + " to "
              + String.join(", ", members)
              + ", which must not be split; use --limit "
              + group
              + ", or no limit");
    }
  }

  /** As the machine remembers it whose record is the newest. */
  private List<String> recorded(String group) {
    List<String> members = List.of();
    String newest = "";
    for (NodeState state : world.nodes().values()) {
      SortedMap<String, Recorded.Members> known = state.recorded().members();
      if (known.containsKey(group) && known.get(group).at().compareTo(newest) > 0) {
        newest = known.get(group).at();
        members = known.get(group).hosts();
      }
    }
    return members;
  }
}
