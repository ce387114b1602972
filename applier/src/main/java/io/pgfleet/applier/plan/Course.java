package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operation would do, seen from now.
 *
 * @param nodes names by host
 */
public record Course(List<Leg> legs, Map<String, String> nodes) {
  public Course {
    legs = List.copyOf(legs);
    nodes = new TreeMap<>(nodes);
  }

  /**
   * One step.
   *
   * @param hosts where it would be taken, in order; empty when only the run can tell
   * @param done whether a guard says that there is nothing to do
   */
  public record Leg(Step step, List<String> hosts, boolean done) {
    public Leg {
      hosts = List.copyOf(hosts);
    }

    /** Whether it goes from machine to machine. */
    public boolean isRolling() {
      return hosts.size() > 1
          && (step.disruption().isPresent() || !step.strategy().kind().equals("all"));
    }
  }

  /** The course of the desired steps. */
  public static Course of(World world) {
    Dueness dueness = new Dueness(world, new Acted(), Map.of());
    List<Leg> legs = new ArrayList<>();
    world
        .desired()
        .steps()
        .forEach(
            step -> {
              List<String> hosts = world.ordered(step, world.targets(step));
              boolean done =
                  !hosts.isEmpty()
                      && hosts.stream().allMatch(host -> dueness.of(step, host).isNo());
              legs.add(new Leg(step, hosts, done));
            });
    Map<String, String> nodes = new TreeMap<>();
    world.nodes().forEach((host, state) -> nodes.put(host, state.desired().node()));
    return new Course(legs, nodes);
  }

  /** Whether anything is left to do. */
  public boolean hasWork() {
    return legs.stream().anyMatch(leg -> !leg.done());
  }
}
