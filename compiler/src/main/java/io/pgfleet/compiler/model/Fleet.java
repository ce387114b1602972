package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.parameter.CertificateAuthority;
import io.pgfleet.compiler.model.parameter.Meta;
import java.util.List;
import java.util.Optional;

/**
 * Everything an inventory describes, derived and checked; what modules read.
 *
 * @param environment name of the environment
 * @param demo whether weak and literal secrets are accepted
 * @param nodes ordered by address (numerically)
 * @param infra members of the group infra, by sequence number
 * @param etcd empty when the inventory has no store of consensus
 * @param clusters ordered by name
 * @param catalog what the source of packages provides
 */
public record Fleet(
    String environment,
    boolean demo,
    PackageSource packages,
    Meta meta,
    CertificateAuthority ca,
    List<Node> nodes,
    List<InfraNode> infra,
    Optional<EtcdCluster> etcd,
    List<PgCluster> clusters,
    Pki pki,
    Catalog catalog) {
  public Fleet {
    nodes = List.copyOf(nodes);
    infra = List.copyOf(infra);
    clusters = List.copyOf(clusters);
  }

  /** A fleet whose packages are not known yet. */
  public Fleet(
      String environment,
      boolean demo,
      PackageSource packages,
      Meta meta,
      CertificateAuthority ca,
      List<Node> nodes,
      List<InfraNode> infra,
      Optional<EtcdCluster> etcd,
      List<PgCluster> clusters,
      Pki pki) {
    this(environment, demo, packages, meta, ca, nodes, infra, etcd, clusters, pki, Catalog.none());
  }

  /** The same fleet with its certificates. */
  public Fleet with(Pki certificates) {
    return new Fleet(
        environment, demo, packages, meta, ca, nodes, infra, etcd, clusters, certificates, catalog);
  }

  /** The same fleet with the packages that its source provides. */
  public Fleet with(Catalog provided) {
    return new Fleet(
        environment, demo, packages, meta, ca, nodes, infra, etcd, clusters, pki, provided);
  }

  /**
   * What the source of packages provides on that node.
   *
   * @throws Catalog.UnprovidedException when it does not serve the node's operating system
   */
  public Catalog.Release packagesOn(Node node) {
    return catalog.require(node.facts());
  }

  /** The PostgreSQL instance on that node, at most one. */
  public Optional<PgInstance> instanceOn(Node node) {
    return clusters.stream()
        .flatMap(cluster -> cluster.instances().stream())
        .filter(one -> one.node().host().equals(node.host()))
        .findFirst();
  }

  /** The cluster with that name. */
  public Optional<PgCluster> cluster(String name) {
    return clusters.stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
