package io.pgfleet.applier.tree;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The index of a tree: its nodes, its groups, and the steps in order.
 *
 * @param environment name of the environment
 * @param compiler version of the compiler that made it
 * @param inputDigest digest of what it was compiled from
 * @param nodes by inventory host
 * @param groups by group name
 * @param operations sha256 of what can be asked for, by name
 */
public record FleetManifest(
    String environment,
    String compiler,
    String inputDigest,
    SortedMap<String, Member> nodes,
    SortedMap<String, Group> groups,
    SortedMap<String, String> operations,
    List<Phase> phases) {
  public FleetManifest {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    operations = Collections.unmodifiableSortedMap(new TreeMap<>(operations));
    phases = List.copyOf(phases);
  }

  /** The same with other phases. */
  FleetManifest with(List<Phase> others) {
    return new FleetManifest(environment, compiler, inputDigest, nodes, groups, operations, others);
  }

  /** The same with one host only, of which nothing is known. */
  FleetManifest of(String host) {
    SortedMap<String, Member> only = new TreeMap<>();
    only.put(host, new Member(host, List.of(), ""));
    return new FleetManifest(
        environment,
        compiler,
        inputDigest,
        only,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        List.of());
  }

  /**
   * A node of the fleet.
   *
   * @param sha256 of its manifest file, lower case hex
   */
  public record Member(String node, List<String> roles, String sha256) {
    public Member {
      roles = List.copyOf(roles);
    }
  }

  /**
   * A cluster.
   *
   * @param members inventory hosts, in order
   * @param files sha256 by payload path
   */
  public record Group(String kind, List<String> members, SortedMap<String, String> files) {
    public Group {
      members = List.copyOf(members);
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
  }
}
