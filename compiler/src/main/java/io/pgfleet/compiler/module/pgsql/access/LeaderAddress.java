package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import java.util.List;

/**
 * The address that follows a cluster's leader.
 *
 * <p>Files are placed on every member, so that people can start the unit by hand; the unit runs
 * where {@code pg_vip_enabled} says so.
 */
final class LeaderAddress {
  static final ArtifactType CONFIGURATION =
      new ArtifactType(
          "pgsql.vip-manager",
          "pgsql/vip-manager.yml.mustache",
          LeaderAddressView.class,
          Format.YAML,
          "vip-manager --config");
  static final ArtifactType UNIT =
      new ArtifactType(
          "pgsql.vip-manager-unit",
          "pgsql/vip-manager.service",
          Void.class,
          Format.SYSTEMD,
          "systemd-analyze verify");

  private static final String PLACE = "vip";
  private static final String START = "vip.unit";
  private static final String UNIT_NAME = "vip-manager.service";
  private static final String UNIT_FILE = "/etc/systemd/system/" + UNIT_NAME;
  private static final String PATH = "/etc/default/vip-manager.yml";
  private static final List<String> READ = List.of(PATH, UNIT_FILE);

  private LeaderAddress() {}

  static List<ArtifactType> types() {
    return List.of(CONFIGURATION, UNIT);
  }

  static void contribute(Fleet fleet, PgCluster cluster, Draft draft) {
    ClusterSteps steps = ClusterSteps.of(cluster);
    cluster.instances().forEach(member -> files(fleet, member, steps.id(PLACE), draft));
    draft.add(Phase.ACCESS, steps.place(PLACE, "place what moves the address"));
    ClusterSteps moving = steps.on(hosts(cluster));
    Action run = new Action.Unit(UNIT_NAME, "started", true, READ, List.of(), List.of());
    Step start =
        moving
            .step(START, "let the address follow the leader", run)
            .when(Step.When.consumes(READ.toArray(String[]::new)));
    draft.add(Phase.ACCESS, moving.oneByOne(start));
  }

  private static List<String> hosts(PgCluster cluster) {
    return cluster.instances().stream()
        .filter(one -> one.parameters().access().pgVipEnabled())
        .map(one -> one.node().host())
        .toList();
  }

  private static void files(Fleet fleet, PgInstance member, String step, Draft draft) {
    String host = member.node().host();
    Ownership secret = new Ownership("root", "postgres", "0600");
    Content view = new Content.View(LeaderAddressView.of(fleet, member));
    draft.add(new Artifact.File(CONFIGURATION, host, PATH, secret, step, view));
    Content unit = new Content.Verbatim();
    draft.add(new Artifact.File(UNIT, host, UNIT_FILE, Ownership.ROOT_0644, step, unit));
  }
}
