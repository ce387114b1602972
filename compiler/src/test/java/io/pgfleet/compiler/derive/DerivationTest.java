package io.pgfleet.compiler.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DerivationTest {
  @TempDir Path directory;

  private Fleet fleet(String inventory) {
    return SandboxFleet.of(directory, inventory);
  }

  private static String cluster(String hosts, String vars) {
    return """
        all:
          children:
            etcd: { hosts: { 10.10.10.10: { etcd_seq: 1 } } }
            pg-test:
              hosts: %s
              vars: { pg_cluster: pg-test, %s }
        """
        .formatted(hosts, vars);
  }

  private static final String PAIR =
      "{ 10.10.10.11: { pg_seq: 1, pg_role: primary }, 10.10.10.12: { pg_seq: 2, pg_role: replica } }";

  private Service service(String vars, String name) {
    return fleet(cluster(PAIR, vars)).clusters().get(0).services().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ports(Service service) {
    return service.backends().stream()
        .map(one -> one.name() + ":" + one.port() + "/" + one.checkPort() + "/" + one.weight())
        .toList();
  }

  @Test
  void takesEveryFormOfDestination() {
    assertEquals(
        List.of("pg-test-1:6432/8008/100", "pg-test-2:6432/8008/100"),
        ports(service("pg_rpo: 1", "primary")));
    assertEquals(
        List.of("pg-test-1:5442/8009/100", "pg-test-2:5442/8009/100"),
        ports(
            service(
                "pg_default_service_dest: postgres, pg_port: 5442, patroni_port: 8009",
                "primary")));
    assertEquals(
        List.of("pg-test-1:5000/8008/100", "pg-test-2:5000/8008/100"),
        ports(service("pg_default_service_dest: 5000", "primary")));
    assertEquals(
        List.of("pg-test-1:6000/8008/7", "pg-test-2:6000/8008/7"),
        ports(
            service(
                "pg_weight: 7, pg_services: [{ name: x, port: 5440, dest: '6000', selector: '[]' }]",
                "x")));
  }

  @Test
  void marksWhoIsInBothSelectorsAsBackupAndAppendsTheRest() {
    Service both =
        service(
            "pg_services: [{ name: x, port: 5440, selector: '[?pg_role==`replica`]',"
                + " backup: '[]' }]",
            "x");
    assertEquals(
        List.of("pg-test-2 true", "pg-test-1 true"),
        both.backends().stream().map(one -> one.name() + " " + one.backup()).toList());
    assertEquals("/", both.check());
    assertEquals(5000, both.maxconn());
    assertEquals("pg-test-x", both.fullName());
  }

  @Test
  void anotherGroupCarriesTheServicesOfAClusterThatNamesIt() {
    String inventory =
        cluster("{ 10.10.10.11: { pg_seq: 1, pg_role: primary } }", "pg_service_provider: etcd");
    Fleet fleet = fleet(inventory);
    assertEquals(List.of("10.10.10.10"), balancers(fleet));
    assertEquals(
        List.of("10.10.10.11"),
        balancers(fleet(inventory.replace("pg_service_provider: etcd", "pg_weight: 50"))));
  }

  private static List<String> balancers(Fleet fleet) {
    return fleet.cluster("pg-test").orElseThrow().balancers().stream().map(Node::host).toList();
  }

  @Test
  void ownNameWinsWhereNothingIsBorrowed() {
    Fleet fleet =
        fleet(
            "all: { hosts: { 10.10.10.10: { nodename: db, node_cluster: own },"
                + " 10.10.10.11: } }\n");
    assertEquals(
        List.of("db own", "10.10.10.11 nodes"),
        fleet.nodes().stream().map(one -> one.name() + " " + one.cluster()).toList());
  }

  @Test
  void serverNameWinsOverOwnNameUnlessTold() {
    String host = "{ 10.10.10.11: { pg_seq: 1, pg_role: primary, nodename: db } }";
    assertEquals("pg-test-1", named(fleet(cluster(host, "pg_rpo: 1"))).name());
    Node own = named(fleet(cluster(host, "node_id_from_pg: false")));
    assertEquals("db", own.name());
    assertEquals("nodes", own.cluster());
    assertEquals("x", named(fleet(cluster(host, "node_cluster: x"))).cluster());
  }

  private static Node named(Fleet fleet) {
    return fleet.clusters().get(0).primary().node();
  }

  @Test
  void replacesPlaceholdersOnlyWhereTheyBelong() {
    PgInstance instance =
        fleet(
                cluster(
                    PAIR,
                    "pg_listen: '${ip},${vip},${lo}', pg_libs: '${admin_ip}',"
                        + " pg_extensions: ['x-$v', 'y${pg_version}'],"
                        + " pgbackrest_repo: { local: { path: '/b/${pg_cluster}',"
                        + " cipher_pass: 'p.${pg_cluster}' } }"))
            .clusters()
            .get(0)
            .primary();
    assertEquals("10.10.10.11,127.0.0.1", instance.parameters().bootstrap().pgListen());
    assertEquals("${admin_ip}", instance.parameters().bootstrap().pgLibs());
    assertEquals(List.of("x-18", "y18"), instance.parameters().install().pgExtensions());
    Map<String, Object> local = instance.parameters().backup().pgbackrestRepo().get("local");
    assertEquals("/b/pg-test", local.get("path"));
    assertEquals(
        new Secret("pg-test/pgbackrest_repo/local/cipher_pass", "00000000", false),
        local.get("cipher_pass"));
  }

  @Test
  void writesShortFormsOut() {
    PgInstance.Parameters parameters =
        fleet(
                cluster(
                    PAIR,
                    "pg_users: [{ name: app, roles: [dbrole_admin, { name: dbrole_offline,"
                        + " state: revoke }] }], pg_databases: [{ name: app, schemas: [one,"
                        + " { name: two, state: absent }], extensions: [pg_trgm] }]"))
            .clusters()
            .get(0)
            .parameters();
    assertEquals(
        List.of("dbrole_admin grant", "dbrole_offline revoke"),
        parameters.business().pgUsers().get(0).roles().stream()
            .map(one -> one.name() + " " + one.state())
            .toList());
    assertEquals(
        List.of("one create", "two absent"),
        parameters.business().pgDatabases().get(0).schemas().stream()
            .map(one -> one.name() + " " + one.state())
            .toList());
    assertEquals("pg_trgm", parameters.business().pgDatabases().get(0).extensions().get(0).name());
  }

  private Node.Connection connection(String variables) {
    return fleet("all: { hosts: { 10.10.10.10: { " + variables + " } } }\n")
        .nodes()
        .get(0)
        .connection();
  }

  @Test
  void understandsConnections() {
    assertEquals(
        new Node.Connection("alias", 2222, Optional.of("root"), false, Optional.empty()),
        connection("ansible_host: alias, ansible_port: 2222, ansible_user: root"));
    assertEquals(
        new Node.Connection("10.9.9.9", 22, Optional.of("dba"), false, Optional.of("~/.ssh/dba")),
        connection(
            "ansible_ssh_host: 10.9.9.9, ansible_ssh_user: dba, ansible_become: no,"
                + " ansible_ssh_private_key_file: ~/.ssh/dba"));
    assertEquals(
        Optional.of("keys/one"), connection("ansible_private_key_file: keys/one").keyFile());
  }

  @Test
  void leavesTheUserOfAnAliasToTheSshConfiguration() throws IOException {
    Path environment = directory.resolve("inventories/cloud");
    Files.createDirectories(environment.resolve("facts"));
    Files.writeString(environment.resolve("env.yml"), "demo: true\n");
    Files.writeString(
        environment.resolve("inventory.yml"),
        "all: { hosts: { 10.0.0.1: { ansible_host: cloud }, 10.0.0.2: } }\n");
    Files.copy(
        SandboxFleet.root().resolve("inventories/sandbox/facts/default.json"),
        environment.resolve("facts/default.json"));
    Fleet fleet = SandboxFleet.read(directory.resolve("inventories"), "cloud", new Diagnostics());
    assertEquals(
        List.of(Optional.empty(), Optional.of("admin")),
        fleet.nodes().stream().map(one -> one.connection().user()).toList());
    assertTrue(fleet.nodes().get(0).connection().become());
  }

  @Test
  void namesTheCommandThatRecordsFacts() throws IOException {
    Path environment = directory.resolve("inventories/bare");
    Files.createDirectories(environment);
    Files.writeString(environment.resolve("inventory.yml"), "all: { hosts: { 10.0.0.1: } }\n");
    InvalidInventoryException thrown =
        assertThrows(
            InvalidInventoryException.class,
            () -> SandboxFleet.read(directory.resolve("inventories"), "bare", new Diagnostics()));
    assertEquals(
        "inventories/bare/inventory.yml:1:17: error[F001]: no facts are known of host '10.0.0.1';"
            + " record them with 'applier/bin/apply facts --env bare'",
        thrown.diagnostics().get(0).toString());
  }

  @Test
  void warnsOfDefaultFactsOutsideDemosAndPrefersAHostsOwn() throws IOException {
    Path environment = directory.resolve("inventories/real");
    Files.createDirectories(environment.resolve("facts"));
    Files.writeString(
        environment.resolve("inventory.yml"),
        "all: { vars: { node_repo_modules: node }, hosts: { 10.0.0.1: , 10.0.0.2: } }\n");
    String facts =
        Files.readString(SandboxFleet.root().resolve("inventories/sandbox/facts/default.json"));
    Files.writeString(environment.resolve("facts/default.json"), facts);
    Files.writeString(
        environment.resolve("facts/10.0.0.2.json"), facts.replace("\"cpu\": 2", "\"cpu\": 8"));
    Diagnostics diagnostics = new Diagnostics();
    Fleet fleet = SandboxFleet.read(directory.resolve("inventories"), "real", diagnostics);
    assertEquals(List.of(2, 8), fleet.nodes().stream().map(one -> one.facts().cpu()).toList());
    assertEquals(1, diagnostics.sorted().size());
    assertTrue(diagnostics.sorted().get(0).toString().contains("warning[F002]"));
  }

  @Test
  void namesNoHostAfterTheMachineWhoseFactsAllShare() throws IOException {
    Path environment = directory.resolve("inventories/shared");
    Files.createDirectories(environment.resolve("facts"));
    Files.writeString(environment.resolve("env.yml"), "demo: true\n");
    Files.writeString(
        environment.resolve("inventory.yml"),
        "all: { vars: { node_repo_modules: node }, hosts: { 10.0.0.1: , 10.0.0.2: } }\n");
    String facts =
        Files.readString(SandboxFleet.root().resolve("inventories/sandbox/facts/default.json"))
            .replace("\"cpu\"", "\"hostname\": \"meta\", \"cpu\"");
    Files.writeString(environment.resolve("facts/default.json"), facts);
    Files.writeString(environment.resolve("facts/10.0.0.2.json"), facts);
    Fleet fleet = SandboxFleet.read(directory.resolve("inventories"), "shared", new Diagnostics());
    assertEquals(List.of("10.0.0.1", "meta"), fleet.nodes().stream().map(Node::name).toList());
  }

  @Test
  void saysWhichFactsAreBroken() throws IOException {
    Path environment = directory.resolve("inventories/bad");
    Files.createDirectories(environment.resolve("facts"));
    Files.writeString(environment.resolve("inventory.yml"), "all: { hosts: { 10.0.0.1: } }\n");
    Files.writeString(environment.resolve("facts/10.0.0.1.json"), "{ \"cpu\": \n");
    InvalidInventoryException thrown =
        assertThrows(
            InvalidInventoryException.class,
            () -> SandboxFleet.read(directory.resolve("inventories"), "bad", new Diagnostics()));
    assertTrue(
        thrown.diagnostics().get(0).toString().startsWith("inventories/bad/facts/10.0.0.1.json:"),
        thrown.diagnostics().toString());
  }
}
