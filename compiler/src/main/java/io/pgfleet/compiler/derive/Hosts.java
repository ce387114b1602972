package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Node;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The hosts of an inventory with their nodes, ordered by address. */
record Hosts(List<Host> all) {
  Hosts {
    all = List.copyOf(all);
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

  /** The host with that address. */
  Host at(String address) {
    return all.stream()
        .filter(one -> one.node().host().equals(address))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no host " + address));
  }
}
