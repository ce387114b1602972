package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.Distribution;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeAdmin;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** With what administrators reach every cluster from the infrastructure's nodes. */
final class AdminTools {
  static final ArtifactType SERVERS =
      new ArtifactType(
          "pgsql.pg_service",
          "pgsql/pg_service.conf.mustache",
          AdminServersView.class,
          Format.INI,
          "psql");
  static final ArtifactType PASSWORDS =
      new ArtifactType(
          "pgsql.admin_pgpass",
          "pgsql/admin-pgpass.mustache",
          AdminPasswordsView.class,
          Format.TEXT,
          "psql");
  static final ArtifactType CONTROL =
      new ArtifactType(
          "pgsql.patronictl",
          "pgsql/patronictl.yml.mustache",
          PatronictlView.class,
          Format.YAML,
          "patronictl");
  static final ArtifactType CERTIFICATE =
      new ArtifactType("pgsql.patronictl_certificate", "", Void.class, Format.PEM, "openssl x509");

  private static final String STEP = "pgsql.tools";

  /** What Patroni's members and its tool show to etcd; without a common name, or etcd refuses. */
  private static final String CLIENT = "etcd/patroni-client";

  private AdminTools() {}

  static List<ArtifactType> types() {
    return List.of(SERVERS, PASSWORDS, CONTROL, CERTIFICATE);
  }

  static void contribute(Fleet fleet, Draft draft) {
    if (fleet.clusters().isEmpty()) {
      return;
    }
    fleet.infra().forEach(infra -> new OnNode(fleet, infra, draft).contribute());
    List<String> hosts = fleet.infra().stream().map(one -> one.node().host()).toList();
    Action place = new Action.Place();
    draft.add(
        Phase.ACCESS,
        Step.of(STEP, "place the administrators' tools", "pgsql", Step.Where.each(hosts), place));
  }

  /** The files of one infrastructure node. */
  private record OnNode(Fleet fleet, InfraNode infra, Draft draft) {

    void contribute() {
      Content servers = new Content.View(AdminServersView.of(fleet));
      file(SERVERS, systemFolder() + "/pg_service.conf", Ownership.ROOT_0644, servers);
      Content passwords = new Content.View(AdminPasswordsView.of(fleet));
      homes()
          .forEach((user, home) -> file(PASSWORDS, home + "/.pgpass", ownership(user), passwords));
      fleet.etcd().ifPresent(ignored -> control());
    }

    private static Ownership ownership(String user) {
      return new Ownership(user, user.equals("root") ? "root" : NodeAdmin.GROUP, "0600");
    }

    private void control() {
      String folder = infra.portal().infraData() + "/conf";
      String group = admin().nodeAdminEnabled() ? NodeAdmin.GROUP : "root";
      Ownership shared = new Ownership("root", group, "0640");
      draft.add(new Artifact.Directory(host(), folder, new Ownership("root", group, "0750"), STEP));
      Content view = new Content.View(PatronictlView.of(fleet, folder));
      file(CONTROL, folder + "/patronictl.yml", shared, view);
      Certificate client = fleet.pki().certificate(CLIENT);
      file(CERTIFICATE, folder + "/ca.crt", shared, new Content.Text(fleet.pki().caPem()));
      file(CERTIFICATE, folder + "/etcd.crt", shared, new Content.Text(client.pem()));
      file(CERTIFICATE, folder + "/etcd.key", shared, new Content.Text(client.key().raw()));
    }

    private void file(ArtifactType type, String path, Ownership ownership, Content content) {
      draft.add(new Artifact.File(type, host(), path, ownership, STEP, content));
    }

    /** Where libpq looks for services of the whole system, as the packages compile it in. */
    private String systemFolder() {
      return Distribution.of(node()).serviceFolder();
    }

    private Map<String, String> homes() {
      Map<String, String> homes = new LinkedHashMap<>();
      homes.put("root", "/root");
      String name = admin().nodeAdminUsername();
      if (admin().nodeAdminEnabled() && !name.equals("root")) {
        homes.put(name, "/home/" + name);
      }
      return homes;
    }

    private NodeAdmin admin() {
      return node().parameters().admin();
    }

    private Node node() {
      return infra.node();
    }

    private String host() {
      return node().host();
    }
  }
}
