package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is who: clusters have one primary, numbers and names are unique. */
final class IdentityRules {
  private final Hosts hosts;
  private final Diagnostics diagnostics;

  IdentityRules(Hosts hosts, Diagnostics diagnostics) {
    this.hosts = hosts;
    this.diagnostics = diagnostics;
  }

  void check() {
    Map<String, List<Hosts.Host>> clusters = new TreeMap<>();
    for (Hosts.Host host : hosts.all()) {
      if (complete(host)) {
        clusters.computeIfAbsent(host.text("pg_cluster"), key -> new ArrayList<>()).add(host);
      }
    }
    clusters.forEach(this::primaries);
    clusters.values().forEach(this::sequences);
    names();
  }

  private boolean complete(Hosts.Host host) {
    List<String> parts = List.of("pg_cluster", "pg_seq", "pg_role");
    List<String> missing = parts.stream().filter(one -> !host.sets(one)).toList();
    if (missing.isEmpty()) {
      return true;
    }
    if (host.sets("pg_seq") || host.sets("pg_role") || host.sets("pg_cluster")) {
      diagnostics.error(
          "F010",
          hosts.memberSetting("pg_cluster", host),
          "host '%s' belongs to a cluster and has no %s"
              .formatted(host.node().host(), String.join(" and no ", missing)),
          "set " + String.join(" and ", missing) + " for the host or its group");
    }
    return false;
  }

  private void primaries(String cluster, List<Hosts.Host> members) {
    List<Hosts.Host> primaries =
        members.stream().filter(one -> one.text("pg_role").equals("primary")).toList();
    if (primaries.isEmpty()) {
      diagnostics.error(
          "F011",
          members.get(0).origin("pg_role"),
          "cluster '" + cluster + "' has no primary",
          "give one member pg_role: primary");
    }
    for (Hosts.Host second : primaries.subList(Math.min(1, primaries.size()), primaries.size())) {
      diagnostics.error(
          "F011",
          second.origin("pg_role"),
          "cluster '%s' has a primary already, host '%s'"
              .formatted(cluster, primaries.get(0).node().host()),
          "give this one pg_role: replica");
    }
  }

  private void sequences(List<Hosts.Host> members) {
    Map<Integer, Hosts.Host> seen = new HashMap<>();
    for (Hosts.Host host : members) {
      Hosts.Host first = seen.putIfAbsent(host.number("pg_seq"), host);
      if (first != null) {
        diagnostics.error(
            "F014",
            host.origin("pg_seq"),
            "pg_seq '%s' is taken by host '%s'".formatted(host.text("pg_seq"), first.node().host()),
            "number the members of a cluster differently");
      }
    }
  }

  private void names() {
    Map<String, Hosts.Host> seen = new HashMap<>();
    for (Hosts.Host host : hosts.all()) {
      Hosts.Host first = seen.putIfAbsent(host.node().name(), host);
      boolean sameServer =
          first != null
              && !first.text("pg_seq").isEmpty()
              && first.text("pg_cluster").equals(host.text("pg_cluster"))
              && first.text("pg_seq").equals(host.text("pg_seq"));
      if (first != null && !sameServer) {
        diagnostics.error(
            "F015",
            host.origin("nodename"),
            "node name '%s' is taken by host '%s'"
                .formatted(host.node().name(), first.node().host()),
            "set another nodename");
      }
    }
  }
}
