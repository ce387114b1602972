package io.pgfleet.compiler.derive;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.Expression;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.PgRole;
import io.pgfleet.compiler.model.Service;
import io.pgfleet.compiler.model.parameter.PgAccess;
import io.pgfleet.compiler.model.parameter.PgBackup;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.model.parameter.PgIdentity;
import io.pgfleet.compiler.model.parameter.PgInstall;
import io.pgfleet.compiler.model.parameter.PgPitr;
import io.pgfleet.compiler.model.parameter.PgProvision;
import io.pgfleet.compiler.model.parameter.PgRemove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Hosts with a cluster's name to clusters, instances and services. */
final class Clusters {
  private final Binder binder;
  private final Hosts hosts;
  private final NamedFiles files;
  private final Diagnostics diagnostics;
  private final Map<String, Expression<JsonNode>> compiled = new HashMap<>();

  Clusters(Binder binder, Hosts hosts, FilesBook files, Diagnostics diagnostics) {
    this.binder = binder;
    this.hosts = hosts;
    this.files = new NamedFiles(files, diagnostics);
    this.diagnostics = diagnostics;
  }

  List<PgCluster> derive() {
    SortedMap<String, List<Hosts.Host>> members = new TreeMap<>();
    for (Hosts.Host host : hosts.by("pg_seq", one -> one.sets("pg_cluster"))) {
      members.computeIfAbsent(host.text("pg_cluster"), name -> new ArrayList<>()).add(host);
    }
    return members.entrySet().stream().map(one -> cluster(one.getKey(), one.getValue())).toList();
  }

  private PgCluster cluster(String name, List<Hosts.Host> members) {
    List<PgInstance> instances = members.stream().map(one -> instance(name, one)).toList();
    PgInstance primary =
        instances.stream().filter(one -> one.role() == PgRole.PRIMARY).findFirst().orElseThrow();
    Hosts.Host first = hosts.at(primary.node().host());
    List<Service> services =
        new Services(instances, new Selectors(members, compiled), diagnostics).of(primary, first);
    SortedMap<String, String> texts = files.of(primary.parameters(), first.scope());
    return new PgCluster(name, primary, instances, balancers(primary, members), services, texts);
  }

  /** The members, or the hosts of another group that carries the cluster's services. */
  private List<Node> balancers(PgInstance primary, List<Hosts.Host> members) {
    String provider = primary.parameters().access().pgServiceProvider();
    Stream<Hosts.Host> carriers =
        provider.isEmpty()
            ? members.stream()
            : hosts.all().stream().filter(one -> one.in(provider));
    return carriers.filter(one -> one.flag("haproxy_enabled")).map(Hosts.Host::node).toList();
  }

  private PgInstance instance(String cluster, Hosts.Host host) {
    PgRole role = PgRole.valueOf(host.text("pg_role").toUpperCase(Locale.ROOT));
    return new PgInstance(
        host.node(), cluster, host.number("pg_seq"), role, parameters(host.scope()));
  }

  private PgInstance.Parameters parameters(Scope scope) {
    return new PgInstance.Parameters(
        binder.bind(PgIdentity.class, scope),
        binder.bind(PgBusiness.class, scope),
        binder.bind(PgInstall.class, scope),
        binder.bind(PgBootstrap.class, scope),
        binder.bind(PgProvision.class, scope),
        binder.bind(PgBackup.class, scope),
        binder.bind(PgAccess.class, scope),
        binder.bind(PgRemove.class, scope),
        binder.bind(PgPitr.class, scope));
  }
}
