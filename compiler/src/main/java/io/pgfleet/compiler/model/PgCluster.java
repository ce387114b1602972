package io.pgfleet.compiler.model;

import java.util.List;

/**
 * A primary and its replicas, ordered by sequence number.
 *
 * @param primary the instance that is created as primary
 * @param balancers the nodes whose load balancers carry the services
 * @param services default services, then the cluster's own, in the order of the inventory
 */
public record PgCluster(
    String name,
    PgInstance primary,
    List<PgInstance> instances,
    List<Node> balancers,
    List<Service> services) {
  public PgCluster {
    balancers = List.copyOf(balancers);
    instances = List.copyOf(instances);
    services = List.copyOf(services);
  }

  /** The parameters that hold for the cluster as a whole: those of its primary. */
  public PgInstance.Parameters parameters() {
    return primary.parameters();
  }

  /** All instances but the one that is created as primary. */
  public List<PgInstance> replicas() {
    return instances.stream().filter(one -> one != primary).toList();
  }
}
