package io.pgfleet.applier.cluster;

import io.pgfleet.applier.fleet.FleetNode;
import java.util.List;

/** The nodes of one cluster, asked as its system user on the machines themselves. */
public record Members(List<FleetNode> nodes) {
  public Members {
    nodes = List.copyOf(nodes);
  }

  /** What a query answers on a node; empty when nothing answers there. */
  public static String sql(FleetNode node, String query) {
    return node.run("sudo -u postgres psql -XAtc \"" + query + "\"").out();
  }

  /** The node whose server takes writes. */
  public FleetNode leader() {
    return nodes.stream()
        .filter(Members::leads)
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of " + nodes + " leads"));
  }

  /** Whether another node than that one leads. */
  public boolean anotherLeads(FleetNode old) {
    return nodes.stream().filter(node -> node != old).anyMatch(Members::leads);
  }

  /** Whether every other node streams from the leader. */
  public boolean allStreamFrom(FleetNode leader) {
    return nodes.stream().filter(node -> node != leader).allMatch(node -> streams(leader, node));
  }

  public static boolean streams(FleetNode leader, FleetNode replica) {
    String query =
        "select count(*) from pg_stat_replication where state = 'streaming' and client_addr = '";
    return sql(leader, query + replica.address() + "'").equals("1");
  }

  private static boolean leads(FleetNode node) {
    return sql(node, "select pg_is_in_recovery()").equals("f");
  }
}
