package io.pgfleet.compiler.module;

import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.Pki;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.Version;
import io.pgfleet.compiler.model.parameter.CertificateAuthority;
import io.pgfleet.compiler.model.parameter.Dns;
import io.pgfleet.compiler.model.parameter.Meta;
import io.pgfleet.compiler.model.parameter.Nginx;
import io.pgfleet.compiler.model.parameter.NodePackages;
import io.pgfleet.compiler.model.parameter.NodeSecurity;
import io.pgfleet.compiler.model.parameter.Portal;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.model.parameter.RemoteServers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Fleets for tests of modules, without databases: nodes as given, the first one infrastructure. */
public final class SampleFleet {
  public static final Secret SECRET = new Secret("some_secret", "abcd1234", false);
  public static final Secret EMPTY = new Secret("empty_secret", "abcd1234", true);

  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nc2FtcGxl\n-----END CERTIFICATE-----\n";

  private SampleFleet() {}

  /** Debian 12 with two processors and 2 GiB. */
  public static Facts facts() {
    return new Facts(
        2,
        2147483648L,
        21474836480L,
        "x86_64",
        new Facts.OperatingSystem("debian", "12", "bookworm"),
        "admin",
        "");
  }

  /** A node of the cluster {@code demo} with these parameters. */
  public static Node node(String host, String name, Node.Parameters parameters) {
    Node.Connection connection =
        new Node.Connection(host, 22, Optional.of("admin"), true, Optional.empty());
    return new Node(host, name, "demo", facts(), connection, parameters);
  }

  public static NodePackages packages(List<String> names) {
    return new NodePackages("local", true, names, List.of(), "/data/venv", "");
  }

  public static NodeSecurity security() {
    return new NodeSecurity("permissive", "none", List.of("10.0.0.0/8"), List.of(22));
  }

  public static Fleet of(List<Node> nodes, Map<String, PortalEntry> portal) {
    return of(nodes, List.of(infra(nodes.get(0), portal, "enable")));
  }

  public static Fleet of(List<Node> nodes, List<InfraNode> infra) {
    TreeMap<String, Certificate> certificates = new TreeMap<>();
    certificates.put("nginx/portal", new Certificate("nginx/portal", PEM, SECRET));
    return new Fleet(
        "sample",
        true,
        PackageSource.DEBIAN,
        new Meta("v4.0.0", "10.10.10.10", "default", "en", Map.of()),
        new CertificateAuthority(true, "pgfleet-ca", "7300d"),
        nodes,
        infra,
        Optional.empty(),
        List.of(),
        new Pki(PEM, certificates),
        catalog());
  }

  public static InfraNode infra(Node node, Map<String, PortalEntry> portal, String sslmode) {
    return new InfraNode(
        node,
        1,
        new Portal(1, portal, "/data/infra", List.of(), List.of()),
        new Nginx(
            true,
            false,
            true,
            9113,
            sslmode,
            "397d",
            "/www",
            "/data/nginx",
            Map.of(),
            80,
            443,
            false,
            "",
            ""),
        new Dns(true, 53, List.of("10.10.10.10 i.pigsty")),
        RemoteServers.none());
  }

  /** Every program as one package of its name, but for the ones that Debian names otherwise. */
  private static Catalog catalog() {
    Map<String, Catalog.Program> programs = new LinkedHashMap<>();
    for (String name :
        List.of(
            "ca-certificates",
            "chrony",
            "cron",
            "curl",
            "haproxy",
            "jq",
            "keepalived",
            "openssl",
            "procps",
            "sudo",
            "tzdata")) {
      programs.put(name, new Catalog.Program(Version.of("1"), List.of(name)));
    }
    programs.put("nginx", new Catalog.Program(Version.of("1.22"), List.of("nginx-light")));
    programs.put("dnsmasq", new Catalog.Program(Version.of("2.90"), List.of("dnsmasq-base")));
    return new Catalog(
        "sample",
        List.of(new Catalog.Release("debian", "12", programs, Map.of("x", List.of("y")))));
  }
}
