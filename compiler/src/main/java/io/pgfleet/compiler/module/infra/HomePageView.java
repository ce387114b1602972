package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Service;
import io.pgfleet.compiler.module.dialect.HtmlText;
import java.util.ArrayList;
import java.util.List;

/**
 * The portal's home page: what the fleet consists of, and ways into it.
 *
 * @param environment its name
 * @param summary what there is, in a sentence
 * @param links ways to other pages
 * @param clusters database clusters
 * @param nodes machines
 */
record HomePageView(
    String environment,
    String summary,
    List<PageLink> links,
    List<Cluster> clusters,
    List<Machine> nodes) {

  /**
   * A database cluster.
   *
   * @param version PostgreSQL's major version
   */
  record Cluster(String name, int version, List<Port> services, List<Member> members) {}

  /** Where a cluster's service answers, on every member. */
  record Port(String name, int port) {}

  /** An instance, with the role that it was made with. */
  record Member(String name, String address, String role) {}

  /**
   * A machine.
   *
   * @param roles what it does, joined
   * @param balanced whether the page of its load balancer is there
   */
  record Machine(String name, String address, String roles, boolean balanced) {}

  static HomePageView of(InfraNode infra, Fleet fleet) {
    return new HomePageView(
        HtmlText.escape(fleet.environment()),
        summary(fleet),
        PageLink.all(infra, fleet),
        fleet.clusters().stream().map(HomePageView::cluster).toList(),
        fleet.nodes().stream().map(node -> machine(node, fleet)).toList());
  }

  private static String summary(Fleet fleet) {
    long instances = fleet.clusters().stream().mapToLong(one -> one.instances().size()).sum();
    return counted(fleet.clusters().size(), "database cluster")
        + " with "
        + counted(instances, "instance")
        + " on "
        + counted(fleet.nodes().size(), "node");
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static Cluster cluster(PgCluster cluster) {
    return new Cluster(
        HtmlText.escape(cluster.name()),
        cluster.parameters().install().pgVersion(),
        cluster.services().stream().map(HomePageView::port).toList(),
        cluster.instances().stream().map(HomePageView::member).toList());
  }

  private static Port port(Service service) {
    return new Port(HtmlText.escape(service.name()), service.port());
  }

  private static Member member(PgInstance instance) {
    return new Member(
        HtmlText.escape(instance.name()), instance.node().host(), instance.role().word());
  }

  private static Machine machine(Node node, Fleet fleet) {
    return new Machine(
        HtmlText.escape(node.name()),
        node.host(),
        HtmlText.escape(String.join(", ", roles(node, fleet))),
        node.parameters().haproxy().haproxyEnabled());
  }

  private static List<String> roles(Node node, Fleet fleet) {
    List<String> roles = new ArrayList<>();
    fleet.infra().stream()
        .filter(infra -> infra.node().host().equals(node.host()))
        .forEach(infra -> roles.add(infra.name()));
    fleet.etcd().map(EtcdCluster::members).orElse(List.of()).stream()
        .filter(member -> member.node().host().equals(node.host()))
        .forEach(member -> roles.add(member.name()));
    fleet.instanceOn(node).ifPresent(instance -> roles.add(instance.name()));
    return roles;
  }
}
