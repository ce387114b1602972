package io.pgfleet.compiler.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A primary and its replicas, ordered by sequence number.
 *
 * @param primary the instance that is created as primary
 * @param balancers the nodes whose load balancers carry the services
 * @param services default services, then the cluster's own, in the order of the inventory
 * @param files texts that its parameters name, by the paths as they are written there
 */
public record PgCluster(
    String name,
    PgInstance primary,
    List<PgInstance> instances,
    List<Node> balancers,
    List<Service> services,
    SortedMap<String, String> files) {
  public PgCluster {
    balancers = List.copyOf(balancers);
    instances = List.copyOf(instances);
    services = List.copyOf(services);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** One whose parameters name no files. */
  public PgCluster(
      String name,
      PgInstance primary,
      List<PgInstance> instances,
      List<Node> balancers,
      List<Service> services) {
    this(name, primary, instances, balancers, services, new TreeMap<>());
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
