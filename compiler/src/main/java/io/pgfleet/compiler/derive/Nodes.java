package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.Haproxy;
import io.pgfleet.compiler.model.parameter.NodeAdmin;
import io.pgfleet.compiler.model.parameter.NodeDns;
import io.pgfleet.compiler.model.parameter.NodeIdentity;
import io.pgfleet.compiler.model.parameter.NodePackages;
import io.pgfleet.compiler.model.parameter.NodeSecurity;
import io.pgfleet.compiler.model.parameter.NodeTime;
import io.pgfleet.compiler.model.parameter.NodeTuning;
import io.pgfleet.compiler.model.parameter.NodeVip;
import io.pgfleet.compiler.model.parameter.PackageUpstreams;
import java.util.ArrayList;
import java.util.List;

/** Hosts to nodes: names, connections, facts and the sections that every node has. */
final class Nodes {
  private final Derivation.Input input;
  private final Binder binder;
  private final Diagnostics diagnostics;

  Nodes(Derivation.Input input, Binder binder, Diagnostics diagnostics) {
    this.input = input;
    this.binder = binder;
    this.diagnostics = diagnostics;
  }

  Hosts derive() {
    List<Hosts.Host> hosts = new ArrayList<>();
    for (Scope scope : input.scopes().hosts()) {
      input
          .facts()
          .of(scope.host(), scope.origin())
          .ifPresent(facts -> hosts.add(new Hosts.Host(scope, node(scope, facts))));
    }
    if (hosts.size() < input.scopes().hosts().size()) {
      diagnostics.throwIfErrors();
    }
    return new Hosts(hosts, input.scopes().groups());
  }

  private Node node(Scope scope, Facts facts) {
    NodeIdentity identity = binder.bind(NodeIdentity.class, scope);
    return new Node(
        scope.host(),
        name(scope, identity, facts),
        cluster(scope, identity),
        facts,
        Reach.of(scope, input.environment(), facts.user()),
        parameters(scope, identity));
  }

  /**
   * The server's name where a node may borrow it, else its own, else what the machine is called.
   */
  private static String name(Scope scope, NodeIdentity identity, Facts facts) {
    String cluster = Placeholders.text(scope, "pg_cluster");
    String sequence = Placeholders.text(scope, "pg_seq");
    if (identity.nodeIdFromPg() && !cluster.isEmpty() && !sequence.isEmpty()) {
      return cluster + "-" + sequence;
    }
    String recorded = facts.hostname().isEmpty() ? scope.host() : facts.hostname();
    return identity.nodename().filter(one -> !one.isEmpty()).orElse(recorded);
  }

  private static String cluster(Scope scope, NodeIdentity identity) {
    String own = identity.nodeCluster();
    String server = Placeholders.text(scope, "pg_cluster");
    boolean borrow = identity.nodeIdFromPg() && (own.isEmpty() || own.equals("nodes"));
    return borrow && !server.isEmpty() ? server : own;
  }

  private Node.Parameters parameters(Scope scope, NodeIdentity identity) {
    return new Node.Parameters(
        identity,
        binder.bind(NodeDns.class, scope),
        binder.bind(NodePackages.class, scope),
        binder.bind(NodeTuning.class, scope),
        binder.bind(NodeSecurity.class, scope),
        binder.bind(NodeAdmin.class, scope),
        binder.bind(NodeTime.class, scope),
        binder.bind(NodeVip.class, scope),
        binder.bind(Haproxy.class, scope),
        binder.bind(PackageUpstreams.class, scope));
  }
}
