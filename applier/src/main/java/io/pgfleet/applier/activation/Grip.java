package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.LockedException;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.plan.World;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds machines while something is done to them, and looks at them once it does. */
final class Grip {
  private final Survey survey;
  private final Means means;

  Grip(Survey survey, Means means) {
    this.survey = survey;
    this.means = means;
  }

  /**
   * What is done to machines that nobody else touches meanwhile.
   *
   * @param <T> what comes of it
   */
  interface Work<T> {
    T on(World world, SortedMap<String, Machine> machines);
  }

  /**
   * Does the work from lock to unlock.
   *
   * @throws LockedException when another run holds a machine; then nothing was done
   */
  <T> T hold(SortedMap<String, Node> nodes, Holder holder, Work<T> work) {
    try {
      means.crew().each(nodes.keySet(), host -> locked(nodes.get(host), holder)).orThrow();
      World world = survey.look(nodes);
      SortedMap<String, Machine> machines = machines(world, nodes);
      List<Machine> all = List.copyOf(machines.values());
      try {
        return work.on(world, machines);
      } finally {
        all.forEach(Machine::close);
      }
    } finally {
      means.crew().each(nodes.keySet(), host -> unlocked(nodes.get(host)));
    }
  }

  private SortedMap<String, Machine> machines(World world, SortedMap<String, Node> nodes) {
    SortedMap<String, Machine> machines = new TreeMap<>();
    world
        .nodes()
        .forEach(
            (host, state) ->
                machines.put(host, new Machine(nodes.get(host), means.journal().run(), state)));
    return machines;
  }

  private static Node locked(Node node, Holder holder) {
    node.lock(holder);
    return node;
  }

  private static Node unlocked(Node node) {
    node.unlock();
    return node;
  }
}
