package io.pgfleet.applier.node;

import java.util.SortedMap;
import java.util.TreeMap;

/** Machines in memory, by host; a machine outlives the connections to it. */
public final class FakeNodes implements Nodes {
  private final SortedMap<String, FakeMachine> machines = new TreeMap<>();

  /** The machine of that host, made on first use. */
  public FakeMachine machine(String host) {
    return machines.computeIfAbsent(host, FakeMachine::new);
  }

  @Override
  public Node open(String host) {
    FakeMachine machine = machines.get(host);
    if (machine == null || !machine.isReachable() || machine.isShut()) {
      throw new NodeException(
          "tried to connect to " + host + " but failed because it does not answer");
    }
    return new FakeNode(machine);
  }
}
