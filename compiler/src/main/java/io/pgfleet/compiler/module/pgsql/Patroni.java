package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Version;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import java.util.List;

/** The files of Patroni and of the server that it keeps. */
final class Patroni {
  private static final ArtifactType CONF =
      new ArtifactType(
          "pgsql.patroni",
          "pgsql/patroni.yml.mustache",
          PatroniView.class,
          Format.YAML,
          "patroni --validate-config");
  private static final ArtifactType UNIT =
      new ArtifactType(
          "pgsql.patroni-unit",
          "pgsql/patroni.service.mustache",
          PatroniUnitView.class,
          Format.SYSTEMD,
          "systemd-analyze verify");
  private static final ArtifactType SERVER_UNIT =
      new ArtifactType(
          "pgsql.postgres-unit",
          "pgsql/postgres.service.mustache",
          ServerUnitView.class,
          Format.SYSTEMD,
          "systemd-analyze verify");
  private static final ArtifactType SODIUM =
      new ArtifactType("pgsql.pgsodium", "", Void.class, Format.TEXT, "pgsodium");
  private static final ArtifactType INSTANCE =
      new ArtifactType(
          "pgsql.instance",
          "pgsql/instance.env.mustache",
          InstanceView.class,
          Format.SHELL,
          "sh -n");
  private static final ArtifactType NETRC =
      new ArtifactType("pgsql.netrc", "pgsql/netrc.mustache", NetrcView.class, Format.TEXT, "curl");
  private static final ArtifactType DYNAMIC =
      new ArtifactType("pgsql.dynamic", "", Void.class, Format.JSON, "patroni");
  private static final ArtifactType CERTIFICATE =
      new ArtifactType("pgsql.certificate", "", Void.class, Format.PEM, "openssl verify");
  private static final ArtifactType KEY =
      new ArtifactType("pgsql.key", "", Void.class, Format.TEXT, "openssl pkey");

  private final Fleet fleet;
  private final PgCluster cluster;
  private final Draft draft;

  private Patroni(Fleet fleet, PgCluster cluster, Draft draft) {
    this.fleet = fleet;
    this.cluster = cluster;
    this.draft = draft;
  }

  static List<ArtifactType> types() {
    return List.of(
        CONF,
        UNIT,
        SERVER_UNIT,
        SODIUM,
        INSTANCE,
        NETRC,
        DYNAMIC,
        CERTIFICATE,
        KEY,
        BesideData.FILE);
  }

  static void contribute(Fleet fleet, Draft draft) {
    fleet.clusters().forEach(cluster -> new Patroni(fleet, cluster, draft).contribute());
  }

  /** The payload with what all members of a cluster share, as a path in the tree. */
  static String document(PgCluster cluster) {
    return "groups/" + cluster.name() + "/dynamic.json";
  }

  private void contribute() {
    Version version = fleet.packagesOn(cluster.primary().node()).program("patroni").version();
    DynamicConfiguration dynamic = DynamicConfiguration.of(cluster, version);
    Content document = new Content.Text(JsonDocument.of(dynamic.document()));
    draft.add(new Artifact.Payload(DYNAMIC, cluster.name(), "dynamic.json", document));
    PatroniViews views = new PatroniViews(fleet, cluster, dynamic);
    cluster.instances().forEach(instance -> contribute(instance, views.of(instance)));
  }

  private void contribute(PgInstance instance, PatroniView view) {
    Ownership guarded = owned(instance, "0640");
    add(CONF, instance, ClusterPaths.PATRONI_CONF, guarded, new Content.View(view));
    Object scripts = InstanceView.of(instance);
    add(INSTANCE, instance, ClusterPaths.INSTANCE, guarded, new Content.View(scripts));
    Object account = NetrcView.of(instance);
    add(NETRC, instance, ClusterPaths.NETRC, Ownership.ROOT_0600, new Content.View(account));
    Object unit = PatroniUnitView.of(instance);
    add(UNIT, instance, ClusterPaths.PATRONI_UNIT, Ownership.ROOT_0644, new Content.View(unit));
    Object spare = ServerUnitView.of(instance);
    add(
        SERVER_UNIT,
        instance,
        ClusterPaths.SERVER_UNIT,
        Ownership.ROOT_0644,
        new Content.View(spare));
    String sodium = ClusterPaths.of(instance).real(ClusterPaths.SODIUM_KEY);
    Ownership secret = owned(instance, "0600");
    SodiumKey.of(instance, fleet.demo())
        .ifPresent(key -> add(SODIUM, instance, sodium, secret, text(key + "\n")));
    certificates(instance);
  }

  private void certificates(PgInstance instance) {
    ClusterPaths paths = ClusterPaths.of(instance);
    Ownership open = owned(instance, "0644");
    Ownership secret = owned(instance, "0600");
    Certificate server = fleet.pki().certificate("pgsql/" + instance.name());
    String authority = fleet.pki().caPem();
    add(CERTIFICATE, instance, paths.real(ClusterPaths.CA), open, text(authority));
    add(CERTIFICATE, instance, paths.real(ClusterPaths.CERTIFICATE), open, text(server.pem()));
    add(KEY, instance, paths.real(ClusterPaths.KEY), secret, text(server.key().raw() + "\n"));
  }

  private static Ownership owned(PgInstance instance, String mode) {
    return new Ownership(instance.parameters().install().pgDbsu(), "postgres", mode);
  }

  private static Content text(String text) {
    return new Content.Text(text);
  }

  private void add(
      ArtifactType type, PgInstance instance, String path, Ownership owner, Content content) {
    String host = instance.node().host();
    draft.add(new Artifact.File(type, host, path, owner, PatroniSteps.PLACE, content));
  }
}
