package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.NodeVip;
import io.pgfleet.compiler.model.parameter.PgAccess;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;
import java.util.Optional;

/** Names of a cluster and its members, for the name servers, which watch the folder. */
final class NameRecords {
  static final ArtifactType RECORD =
      new ArtifactType(
          "pgsql.dns_record", "pgsql/record.mustache", RecordView.class, Format.CONF, "dnsmasq");

  private static final String PLACE = "names";

  private NameRecords() {}

  static void contribute(Fleet fleet, PgCluster cluster, Draft draft) {
    List<InfraNode> servers = fleet.infra().stream().filter(one -> one.dns().dnsEnabled()).toList();
    ClusterSteps steps =
        ClusterSteps.of(cluster).on(servers.stream().map(one -> one.node().host()).toList());
    for (InfraNode server : servers) {
      for (PgInstance member : cluster.instances()) {
        RecordView own = RecordView.of(member.node().host(), member.name());
        draft.add(record(server, member.name(), own, steps.id(PLACE)));
      }
      address(cluster)
          .map(address -> RecordView.of(address, cluster.name() + suffix(cluster)))
          .ifPresent(whole -> draft.add(record(server, cluster.name(), whole, steps.id(PLACE))));
    }
    draft.add(Phase.ACCESS, steps.place(PLACE, "place the names"));
  }

  private static String suffix(PgCluster cluster) {
    return cluster.parameters().access().pgDnsSuffix();
  }

  private static Artifact record(InfraNode server, String file, RecordView view, String step) {
    String path = server.portal().infraData() + "/hosts/" + file;
    return new Artifact.File(
        RECORD, server.node().host(), path, Ownership.ROOT_0644, step, new Content.View(view));
  }

  /** Where the cluster's name leads to; empty when it shall have none. */
  static Optional<String> address(PgCluster cluster) {
    String primary = cluster.primary().node().host();
    String target = cluster.parameters().access().pgDnsTarget();
    return switch (target) {
      case "none" -> Optional.empty();
      case "primary" -> Optional.of(primary);
      case "auto", "vip" -> Optional.of(floating(cluster).orElse(primary));
      default -> Optional.of(target);
    };
  }

  /** The address that follows the leader, else the one that follows a living load balancer. */
  private static Optional<String> floating(PgCluster cluster) {
    PgAccess access = cluster.parameters().access();
    if (access.pgVipEnabled()) {
      return Optional.of(withoutMask(access.pgVipAddress()));
    }
    NodeVip vip = cluster.primary().node().parameters().vip();
    return vip.vipAddress().filter(one -> vip.vipEnabled()).map(NameRecords::withoutMask);
  }

  private static String withoutMask(String address) {
    return address.split("/", 2)[0];
  }

  /** An address and its name, as in {@code /etc/hosts}. */
  record RecordView(String address, String name) {
    static RecordView of(String address, String name) {
      return new RecordView(ConfText.word(address), ConfText.word(name));
    }
  }
}
