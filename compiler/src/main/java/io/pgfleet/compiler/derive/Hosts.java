package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Group;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Node;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The hosts of an inventory with their nodes, ordered by address. */
final class Hosts {
  private final List<Host> all;
  private final List<Group> groups;
  private final Map<String, Host> byAddress = new HashMap<>();

  Hosts(List<Host> all, List<Group> groups) {
    this.all = List.copyOf(all);
    this.groups = List.copyOf(groups);
    all.forEach(one -> byAddress.put(one.node().host(), one));
  }

  List<Host> all() {
    return all;
  }

  /** A host: what holds for it, and the node that follows from it. */
  record Host(Scope scope, Node node) {

    String text(String parameter) {
      return Placeholders.text(scope, parameter);
    }

    boolean sets(String parameter) {
      return scope.effective(parameter).isPresent();
    }

    boolean flag(String parameter) {
      return text(parameter).equals("true");
    }

    int number(String parameter) {
      return Integer.parseInt(text(parameter));
    }

    boolean in(String group) {
      return scope.groups().contains(group);
    }

    /** Where the value stands that holds; where the host stands when it is a default. */
    Origin origin(String parameter) {
      return scope.written(parameter).map(Scope.Effective::origin).orElse(scope.origin());
    }
  }

  /** Those that match, by the number under that parameter, then by address. */
  List<Host> by(String sequence, Predicate<Host> which) {
    return all.stream()
        .filter(which)
        .sorted(Comparator.comparingInt(one -> one.number(sequence)))
        .toList();
  }

  /** Where the group names the host. */
  Origin member(String group, Host host) {
    return groups.stream()
        .filter(one -> one.name().equals(group))
        .map(one -> one.members().get(host.node().host()))
        .findFirst()
        .orElse(host.scope().origin());
  }

  /** Where the host is named by a group that sets the parameter; else where it is named first. */
  Origin memberSetting(String parameter, Host host) {
    return groups.stream()
        .filter(one -> one.vars().settings().containsKey(parameter))
        .filter(one -> host.in(one.name()))
        .map(one -> one.members().get(host.node().host()))
        .findFirst()
        .orElse(host.scope().origin());
  }

  /** The names of all groups, sorted. */
  Set<String> groupNames() {
    return groups.stream().map(Group::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where the group begins. */
  Origin group(String name) {
    return groups.stream()
        .filter(one -> one.name().equals(name))
        .map(Group::origin)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no group " + name));
  }

  /** The host with that address. */
  Host at(String address) {
    return Optional.ofNullable(byAddress.get(address))
        .orElseThrow(() -> new IllegalArgumentException("no host " + address));
  }
}
