package io.pgfleet.applier.drill;

import io.pgfleet.applier.fleet.FleetNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Watches, past the network, which servers take writes, and remembers each moment in which more
 * than one did.
 */
final class Primaries implements AutoCloseable {
  private static final String ASK =
      "su postgres -c \"psql -XAtc 'select pg_is_in_recovery()'\" 2>/dev/null";

  private final List<FleetNode> nodes;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<String> twice = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = new Thread(this::watch, "primaries");
  private volatile int rounds;

  Primaries(List<FleetNode> nodes) {
    this.nodes = List.copyOf(nodes);
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!stopped.get()) {
      List<String> leading =
          nodes.stream().filter(Primaries::writable).map(FleetNode::name).toList();
      // asked one after the other: who led first may have stopped since
      if (leading.size() > 1 && leading.stream().allMatch(this::still)) {
        twice.add(leading.toString());
      }
      rounds++;
    }
  }

  private boolean still(String name) {
    return nodes.stream().anyMatch(node -> node.name().equals(name) && writable(node));
  }

  /** Whether the server on a node takes writes, asked past the network. */
  static boolean writable(FleetNode node) {
    return node.inside(ASK).filter("f"::equals).isPresent();
  }

  /** Moments in which several servers took writes. */
  List<String> twice() {
    return List.copyOf(twice);
  }

  int rounds() {
    return rounds;
  }

  @Override
  public void close() {
    stopped.set(true);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
