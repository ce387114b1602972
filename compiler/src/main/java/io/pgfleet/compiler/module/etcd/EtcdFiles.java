package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.EtcdCluster.Member;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import java.util.ArrayList;
import java.util.List;

/** The files of members. */
final class EtcdFiles {
  private static final ArtifactType CONF =
      new ArtifactType(
          "etcd.conf", "etcd/etcd.conf.mustache", EtcdConfView.class, Format.YAML, "etcd");
  private static final ArtifactType MEMBER =
      new ArtifactType(
          "etcd.member", "etcd/member.env.mustache", EtcdMemberView.class, Format.SHELL, "sh -n");
  private static final ArtifactType PROFILE =
      new ArtifactType(
          "etcd.profile", "etcd/etcdctl.sh.mustache", EtcdProfileView.class, Format.SHELL, "sh -n");
  private static final ArtifactType UNIT =
      new ArtifactType(
          "etcd.unit",
          "etcd/etcd.service.mustache",
          EtcdUnitView.class,
          Format.SYSTEMD,
          "systemd-analyze verify");
  private static final ArtifactType PASSWORD =
      new ArtifactType("etcd.pass", "", Void.class, Format.TEXT, "none");
  private static final ArtifactType CERTIFICATE =
      new ArtifactType("etcd.certificate", "", Void.class, Format.PEM, "openssl verify");
  private static final ArtifactType KEY =
      new ArtifactType("etcd.key", "", Void.class, Format.TEXT, "openssl pkey");

  private static final Ownership READABLE = new Ownership("etcd", "etcd", "0644");
  private static final Ownership SECRET = new Ownership("etcd", "etcd", "0600");
  private static final Ownership FOLDER = new Ownership("etcd", "etcd", "0750");
  private static final Ownership DATA = new Ownership("etcd", "etcd", "0700");

  private final Fleet fleet;
  private final EtcdCluster cluster;
  private final Draft draft;

  EtcdFiles(Fleet fleet, EtcdCluster cluster, Draft draft) {
    this.fleet = fleet;
    this.cluster = cluster;
    this.draft = draft;
  }

  static List<ArtifactType> types() {
    List<ArtifactType> types =
        new ArrayList<>(List.of(CONF, MEMBER, PROFILE, UNIT, PASSWORD, CERTIFICATE, KEY));
    for (EtcdScript script : EtcdScript.values()) {
      types.add(script.type());
    }
    return types;
  }

  void contribute() {
    cluster.members().forEach(this::contribute);
    fleet.clusters().forEach(this::account);
  }

  private void contribute(Member member) {
    String host = member.node().host();
    String data = member.parameters().etcdData();
    draft.add(new Artifact.Directory(host, EtcdPaths.DIRECTORY, FOLDER, EtcdSteps.PLACE));
    draft.add(new Artifact.Directory(host, data, DATA, EtcdSteps.PLACE));
    add(CONF, host, EtcdPaths.CONF, READABLE, new Content.View(EtcdConfView.of(member)));
    Object others = EtcdMemberView.of(cluster, member);
    add(MEMBER, host, EtcdPaths.MEMBER, READABLE, new Content.View(others));
    Object unit = EtcdUnitView.of(member);
    add(UNIT, host, EtcdPaths.UNIT, Ownership.ROOT_0644, new Content.View(unit));
    Object shell = EtcdProfileView.of(cluster);
    add(PROFILE, host, EtcdPaths.PROFILE, Ownership.ROOT_0644, new Content.View(shell));
    for (EtcdScript script : EtcdScript.values()) {
      add(script.type(), host, script.path(), Ownership.ROOT_0755, new Content.Verbatim());
    }
    secrets(member);
  }

  private void secrets(Member member) {
    String host = member.node().host();
    Certificate certificate = fleet.pki().certificate("etcd/" + member.name());
    Content password = line(member.parameters().etcdRootPassword().raw());
    add(PASSWORD, host, EtcdPaths.PASSWORD, Ownership.ROOT_0600, password);
    add(CERTIFICATE, host, EtcdPaths.CA, READABLE, new Content.Text(fleet.pki().caPem()));
    Content pem = new Content.Text(certificate.pem());
    add(CERTIFICATE, host, EtcdPaths.CERTIFICATE, READABLE, pem);
    add(KEY, host, EtcdPaths.KEY, SECRET, line(certificate.key().raw()));
  }

  /** The password of a cluster's account, for the standard input of the step that makes it. */
  private void account(PgCluster one) {
    Content password = line(one.parameters().bootstrap().pgEtcdPassword().raw());
    draft.add(new Artifact.Payload(PASSWORD, one.name(), EtcdGrant.PASSWORD, password));
  }

  private void add(
      ArtifactType type, String host, String path, Ownership ownership, Content content) {
    draft.add(new Artifact.File(type, host, path, ownership, EtcdSteps.PLACE, content));
  }

  private static Content line(String text) {
    return new Content.Text(text + "\n");
  }
}
