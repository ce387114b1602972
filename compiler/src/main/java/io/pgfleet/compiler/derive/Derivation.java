package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Extensions;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Pki;
import io.pgfleet.compiler.model.ServerSettings;
import io.pgfleet.compiler.model.parameter.CertificateAuthority;
import io.pgfleet.compiler.model.parameter.Meta;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Derives the fleet from what holds for each host, and checks it as a whole. */
public final class Derivation {

  /** Everything that a fleet follows from. */
  public record Input(
      Environment environment, Scopes scopes, FactsBook facts, SecretIndex secrets) {}

  /** Begins the codes about secrets. */
  private static final String SECRETS = "S";

  /** What is known of servers apart from any inventory. */
  public record Known(ServerSettings settings, Extensions extensions) {}

  private Derivation() {}

  /**
   * The fleet, without certificates.
   *
   * @throws io.pgfleet.compiler.diagnostic.InvalidInventoryException when a rule is broken
   */
  public static Fleet derive(Input input, Diagnostics diagnostics) {
    Binder binder = new Binder(input.secrets(), input.environment().demo());
    Hosts hosts = new Nodes(input, binder, diagnostics).derive();
    new IdentityRules(hosts, diagnostics).check();
    stop(diagnostics);

    List<InfraNode> infra = new InfraNodes(binder, diagnostics).derive(hosts);
    Optional<EtcdCluster> etcd = new EtcdMembers(binder, diagnostics).derive(hosts);
    List<PgCluster> clusters =
        new Clusters(binder, hosts, input.facts().files(), diagnostics).derive();
    stop(diagnostics);

    Fleet fleet =
        new Fleet(
            input.environment().name(),
            input.environment().demo(),
            source(input.environment()),
            binder.bind(Meta.class, input.scopes().platform()),
            binder.bind(CertificateAuthority.class, input.scopes().platform()),
            hosts.all().stream().map(Hosts.Host::node).toList(),
            infra,
            etcd,
            clusters,
            Pki.none());
    new FleetRules(fleet, hosts, diagnostics).check();
    new ClusterRules(fleet, hosts, diagnostics).check();
    new Unneeded().check(hosts, diagnostics);
    diagnostics.throwIfErrors();
    return fleet;
  }

  /** A secret without a value has its reference all the same, and hides no other mistake. */
  private static void stop(Diagnostics diagnostics) {
    boolean other =
        diagnostics.sorted().stream()
            .anyMatch(one -> one.severity() == Severity.ERROR && !one.code().startsWith(SECRETS));
    if (other) {
      diagnostics.throwIfErrors();
    }
  }

  /**
   * Checks what servers are given against what their versions know.
   *
   * @param fleet derived from the same input
   */
  public static void checkServers(Input input, Fleet fleet, Known known, Diagnostics diagnostics) {
    new WatcherRules(fleet, diagnostics).check(input.scopes().hosts());
    new SystemRules(fleet, diagnostics).check(input.scopes().hosts());
    new RepositoryRules(fleet, diagnostics).check(input.scopes().hosts());
    SettingRules rules = new SettingRules(known.settings(), diagnostics);
    for (Scope scope : input.scopes().hosts()) {
      for (PgInstance instance : instancesOn(scope.host(), fleet)) {
        rules.check(instance, scope);
        fleet
            .catalog()
            .release(instance.node().facts())
            .map(one -> new ServerKnowledge(one, known.extensions()))
            .ifPresent(one -> new ExtensionRules(instance, scope, one, diagnostics).check());
      }
    }
  }

  private static List<PgInstance> instancesOn(String host, Fleet fleet) {
    return fleet.clusters().stream()
        .flatMap(cluster -> cluster.instances().stream())
        .filter(one -> one.node().host().equals(host))
        .toList();
  }

  /** The value that holds in a scope, with what stands in for its placeholders. */
  public static Optional<Value> resolved(String parameter, Scope scope) {
    return scope
        .effective(parameter)
        .map(one -> Placeholders.replace(parameter, one.value(), scope));
  }

  /** How each host is reached, by host; facts may be missing. */
  public static SortedMap<String, Node.Connection> connections(Input input) {
    SortedMap<String, Node.Connection> connections = new TreeMap<>();
    for (Scope scope : input.scopes().hosts()) {
      String recorder = input.facts().of(scope.host(), scope.origin()).map(Facts::user).orElse("");
      connections.put(scope.host(), Reach.of(scope, input.environment(), recorder));
    }
    return connections;
  }

  private static PackageSource source(Environment environment) {
    return environment.packages().equals("debian") ? PackageSource.DEBIAN : PackageSource.REFERENCE;
  }
}
