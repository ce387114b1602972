package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the user wrote, every value with its place.
 *
 * @param environment name of the environment
 * @param origin the file it was read from
 * @param all parameters of every host
 * @param groups by depth, then by name: the order in which they are merged
 * @param hosts in the order in which the files name them first
 */
public record Inventory(
    String environment, Origin origin, Block all, List<Group> groups, List<Host> hosts) {
  public Inventory {
    groups = List.copyOf(groups);
    hosts = List.copyOf(hosts);
  }

  /**
   * A machine.
   *
   * @param address IPv4, the machine's identity
   * @param origin where it is named first
   */
  public record Host(String address, Origin origin, Block vars) {}

  /** The group with that name. */
  public Optional<Group> group(String name) {
    return groups.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** The same inventory with every block replaced. */
  public Inventory map(UnaryOperator<Block> change) {
    return new Inventory(
        environment,
        origin,
        change.apply(all),
        groups.stream()
            .map(
                one ->
                    new Group(
                        one.name(),
                        one.origin(),
                        one.depth(),
                        one.priority(),
                        one.members(),
                        change.apply(one.vars())))
            .toList(),
        hosts.stream()
            .map(one -> new Host(one.address(), one.origin(), change.apply(one.vars())))
            .toList());
  }
}
