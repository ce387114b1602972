package io.pgfleet.compiler.module;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pgfleet.compiler.catalog.CatalogReader;
import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.PgRole;
import io.pgfleet.compiler.model.Pki;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.CertificateAuthority;
import io.pgfleet.compiler.model.parameter.Etcd;
import io.pgfleet.compiler.model.parameter.EtcdRemove;
import io.pgfleet.compiler.model.parameter.Meta;
import io.pgfleet.compiler.module.node.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Fleets with etcd and a PostgreSQL cluster, for tests of modules. */
public final class SampleClusters {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  private static final long GIBIBYTE = 1L << 30;

  private SampleClusters() {}

  /** Parameters as their schema defaults them, for PostgreSQL 15 on Debian, then changed. */
  public static PgInstance.Parameters parameters(Consumer<ObjectNode> change) {
    try (InputStream in = SampleClusters.class.getResourceAsStream("/pgsql/parameters.json")) {
      ObjectNode tree = (ObjectNode) JSON.readTree(in);
      change.accept(tree);
      return JSON.treeToValue(tree, PgInstance.Parameters.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static PgInstance.Parameters parameters() {
    return parameters(tree -> {});
  }

  /** A machine with Debian 12. */
  public static Node node(String host, int cpu, int gibibytes, int diskGibibytes) {
    Facts facts =
        new Facts(
            cpu,
            gibibytes * GIBIBYTE,
            diskGibibytes * GIBIBYTE,
            "x86_64",
            new Facts.OperatingSystem("debian", "12", "bookworm"),
            "admin",
            "");
    Node sample = Parameters.defaults().node(host, host);
    return new Node(host, host, "nodes", facts, sample.connection(), sample.parameters());
  }

  public static PgInstance instance(Node node, int seq, PgRole role, PgInstance.Parameters with) {
    return new PgInstance(node, "pg-test", seq, role, with);
  }

  /** The first instance is the primary. */
  public static PgCluster cluster(PgInstance... instances) {
    return new PgCluster(
        "pg-test",
        instances[0],
        List.of(instances),
        Stream.of(instances).map(PgInstance::node).toList(),
        List.of());
  }

  /** Members on the same machines as the instances of the cluster. */
  public static Fleet fleet(PgCluster cluster) {
    List<Node> nodes = cluster.instances().stream().map(PgInstance::node).toList();
    return new Fleet(
            "sample",
            true,
            PackageSource.DEBIAN,
            new Meta("v4.0.0", "10.10.10.11", "default", "en", Map.of()),
            new CertificateAuthority(true, "pgfleet-ca", "7300d"),
            nodes,
            List.of(),
            Optional.of(etcd(nodes)),
            List.of(cluster),
            pki(cluster, nodes))
        .with(CatalogReader.read(root().resolve("schema/v4.0"), PackageSource.DEBIAN));
  }

  /** Three members on machines of 2 cores, 2 GiB and 20 GiB: primary, replica, offline. */
  public static Fleet threeMembers() {
    PgInstance.Parameters parameters = parameters();
    return fleet(
        cluster(
            instance(node("10.10.10.11", 2, 2, 20), 1, PgRole.PRIMARY, parameters),
            instance(node("10.10.10.12", 2, 2, 20), 2, PgRole.REPLICA, parameters),
            instance(node("10.10.10.13", 2, 2, 20), 3, PgRole.OFFLINE, parameters)));
  }

  public static Path root() {
    return Path.of(System.getProperty("pgfleet.root"));
  }

  private static EtcdCluster etcd(List<Node> nodes) {
    List<EtcdCluster.Member> members = new ArrayList<>();
    for (Node node : nodes) {
      Secret password = new Secret("etcd_root_password", "bbbbbbb1", false);
      members.add(
          new EtcdCluster.Member(
              node,
              new Etcd(
                  members.size() + 1,
                  "etcd",
                  false,
                  "/data/etcd",
                  2379,
                  2380,
                  "new",
                  1000,
                  100,
                  password),
              new EtcdRemove(false, true, false)));
    }
    return new EtcdCluster("etcd", members);
  }

  private static Pki pki(PgCluster cluster, List<Node> nodes) {
    TreeMap<String, Certificate> all = new TreeMap<>();
    for (int i = 1; i <= nodes.size(); i++) {
      certificate(all, "etcd/etcd-" + i);
    }
    certificate(all, "etcd/patroni-client");
    cluster.instances().forEach(one -> certificate(all, "pgsql/" + one.name()));
    return new Pki(pem("ca"), all);
  }

  private static void certificate(Map<String, Certificate> all, String name) {
    Secret key = new Secret("pki/" + name + ".key", "ccccccc1", false);
    all.put(name, new Certificate(name, pem(name), key));
  }

  /** Not a certificate, but framed like one; tests with real programs put real ones in. */
  private static String pem(String name) {
    String body =
        java.util.Base64.getEncoder()
            .encodeToString(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
  }
}
