package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.Map;

/** Every member of a group has a number, and no number twice. */
record Sequences(Hosts hosts, Diagnostics diagnostics) {

  void check(String group, String parameter, String code) {
    Map<Integer, Hosts.Host> seen = new HashMap<>();
    for (Hosts.Host host : hosts.all()) {
      if (!host.in(group)) {
        continue;
      }
      if (!host.sets(parameter)) {
        diagnostics.error(
            code,
            hosts.member(group, host),
            "host '%s' of group '%s' has no %s".formatted(host.node().host(), group, parameter),
            "give it a number: { " + parameter + ": 1 }");
        continue;
      }
      Hosts.Host first = seen.putIfAbsent(host.number(parameter), host);
      if (first != null) {
        diagnostics.error(
            code,
            host.origin(parameter),
            "%s '%d' is taken by host '%s'"
                .formatted(parameter, host.number(parameter), first.node().host()),
            "number the members of group '" + group + "' differently");
      }
    }
  }
}
