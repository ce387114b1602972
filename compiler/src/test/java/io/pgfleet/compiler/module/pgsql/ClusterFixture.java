package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.catalog.CatalogReader;
import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.Pki;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.module.RenderedFleet;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * A fleet with infrastructure on 10.10.10.10 and one cluster, pg-test: a primary on .11, a replica
 * on .12, an offline member on .13; read from an inventory like any other.
 */
public final class ClusterFixture {
  private static final String HEAD =
      """
      all:
        children:
          infra: { hosts: { 10.10.10.10: { infra_seq: 1 } } }
          etcd: { hosts: { 10.10.10.10: { etcd_seq: 1 } } }
          pg-test:
            hosts:
              10.10.10.11: { pg_seq: 1, pg_role: primary }
              10.10.10.12: { pg_seq: 2, pg_role: replica }
              10.10.10.13: { pg_seq: 3, pg_role: offline }
            vars:
              pg_cluster: pg-test
      """;

  private static final String TAIL =
      """
        vars: { version: v4.0.0, admin_ip: 10.10.10.10, pg_version: 15, pg_dbsu_home: /var/lib/postgresql }
      """;

  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nc2FtcGxl\n-----END CERTIFICATE-----\n";

  private ClusterFixture() {}

  /**
   * The fleet.
   *
   * @param directory empty, for the inventory
   * @param parameters of the cluster, as YAML that begins at the line's start
   */
  public static Fleet fleet(Path directory, String parameters) {
    String inventory = HEAD + parameters.indent(8) + TAIL;
    return of(directory, inventory);
  }

  /**
   * The fleet of a whole inventory.
   *
   * @param directory empty, for the inventory
   */
  public static Fleet of(Path directory, String inventory) {
    return certified(SandboxFleet.of(directory, inventory));
  }

  public static PgCluster cluster(Path directory, String parameters) {
    return fleet(directory, parameters).clusters().get(0);
  }

  /** Everything that the module makes of it, as text. */
  public static RenderedFleet rendered(Path directory, String parameters) {
    return RenderedFleet.of(new PgsqlModule(), fleet(directory, parameters));
  }

  private static Fleet certified(Fleet fleet) {
    TreeMap<String, Certificate> certificates = new TreeMap<>();
    certify(certificates, "etcd/patroni-client");
    fleet.clusters().stream()
        .flatMap(cluster -> cluster.instances().stream())
        .forEach(one -> certify(certificates, "pgsql/" + one.name()));
    return fleet
        .with(new Pki(PEM, certificates))
        .with(CatalogReader.read(SandboxFleet.root().resolve("schema/v4.0"), PackageSource.DEBIAN));
  }

  private static void certify(TreeMap<String, Certificate> certificates, String name) {
    Secret key = new Secret("pki/" + name + ".key", "00000000", false);
    certificates.put(name, new Certificate(name, PEM, key));
  }
}
