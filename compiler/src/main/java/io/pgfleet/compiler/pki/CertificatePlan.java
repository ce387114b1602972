package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.NodeVip;
import io.pgfleet.compiler.model.parameter.PgAccess;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The certificates that a fleet needs, by service. */
final class CertificatePlan {
  private final Fleet fleet;
  private final List<Wanted> wanted = new ArrayList<>();

  private CertificatePlan(Fleet fleet) {
    this.fleet = fleet;
  }

  static List<Wanted> of(Fleet fleet) {
    CertificatePlan plan = new CertificatePlan(fleet);
    fleet.etcd().ifPresent(plan::etcd);
    fleet.clusters().stream()
        .flatMap(cluster -> cluster.instances().stream())
        .forEach(plan::instance);
    plan.portal();
    return List.copyOf(plan.wanted);
  }

  /**
   * Patroni's client certificate has no common name: etcd takes one for the name of a user and
   * ignores the password that comes with the request.
   *
   * <p>Members are reached at their own addresses only, never at one that floats: an address that
   * moves would have every member started again.
   */
  private void etcd(EtcdCluster etcd) {
    for (EtcdCluster.Member member : etcd.members()) {
      Node node = member.node();
      Names names = Names.local().add(node.host()).add(node.name());
      names.add(member.name()).add(etcd.name());
      add("etcd/" + member.name(), member.name(), names, node);
    }
    Names none = new Names();
    wanted.add(
        new Wanted(
            "etcd/patroni-client",
            "",
            none.dnsNames(),
            none.addresses(),
            false,
            Validity.of(fleet.ca().certValidity()),
            clients()));
  }

  /** Nodes with a server or with the tools of administrators. */
  private List<String> clients() {
    TreeSet<String> hosts = new TreeSet<>();
    fleet.infra().forEach(infra -> hosts.add(infra.node().host()));
    fleet.clusters().stream()
        .flatMap(cluster -> cluster.instances().stream())
        .forEach(instance -> hosts.add(instance.node().host()));
    return fleet.nodes().stream().map(Node::host).filter(hosts::contains).toList();
  }

  private void instance(PgInstance instance) {
    PgAccess access = instance.parameters().access();
    Names names = machine(instance.node()).add(instance.name()).add(instance.cluster());
    names.add(instance.cluster() + access.pgDnsSuffix());
    if (access.pgVipEnabled()) {
      names.add(access.pgVipAddress());
    }
    add("pgsql/" + instance.name(), instance.name(), names, instance.node());
  }

  private void portal() {
    List<InfraNode> served =
        fleet.infra().stream()
            .filter(infra -> infra.nginx().nginxEnabled())
            .filter(infra -> !infra.nginx().nginxSslmode().equals("disable"))
            .toList();
    if (served.isEmpty()) {
      return;
    }
    Names names = Names.local();
    for (InfraNode infra : served) {
      machine(infra.node(), names);
      for (PortalEntry entry : infra.portal().infraPortal().values()) {
        names.add(entry.domain());
        entry.domains().forEach(names::add);
      }
    }
    wanted.add(
        new Wanted(
            "nginx/portal",
            "portal",
            names.dnsNames(),
            names.addresses(),
            true,
            Validity.of(served.get(0).nginx().nginxCertValidity()),
            served.stream().map(infra -> infra.node().host()).toList()));
  }

  private void add(String name, String commonName, Names names, Node node) {
    wanted.add(
        new Wanted(
            name,
            commonName,
            names.dnsNames(),
            names.addresses(),
            true,
            Validity.of(fleet.ca().certValidity()),
            List.of(node.host())));
  }

  private static Names machine(Node node) {
    return machine(node, Names.local());
  }

  private static Names machine(Node node, Names names) {
    NodeVip vip = node.parameters().vip();
    names.add(node.host()).add(node.name());
    if (vip.vipEnabled()) {
      names.add(vip.vipAddress());
      names.add(node.cluster() + vip.vipDnsSuffix());
    }
    return names;
  }
}
