package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.PgRole;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.SampleClusters;
import io.pgfleet.compiler.module.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class PgsqlModuleTest {
  private final RenderedFleet rendered =
      RenderedFleet.of(new PgsqlModule(), SampleClusters.threeMembers());

  private static Map<?, ?> patroni(RenderedFleet fleet, String host) {
    String text = fleet.text(host + ":/etc/patroni/patroni.yml");
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Object at(Object tree, String... path) {
    for (String name : path) {
      tree = ((Map<?, ?>) tree).get(name);
    }
    return tree;
  }

  private static RenderedFleet with(Fleet fleet) {
    return RenderedFleet.of(new PgsqlModule(), fleet);
  }

  private static RenderedFleet single(PgInstance.Parameters parameters) {
    return with(
        SampleClusters.fleet(
            SampleClusters.cluster(
                SampleClusters.instance(
                    SampleClusters.node("10.10.10.11", 4, 16, 100),
                    1,
                    PgRole.PRIMARY,
                    parameters))));
  }

  private static ObjectNode bootstrap(ObjectNode tree) {
    return (ObjectNode) tree.get("bootstrap");
  }

  @Test
  void createsAClusterWithTheDocumentThatItLaterKeeps() throws Exception {
    Object live =
        new ObjectMapper().readValue(rendered.text("groups/pg-test/dynamic.json"), Map.class);
    assertEquals(live, at(patroni(rendered, "10.10.10.11"), "bootstrap", "dcs"));
    assertEquals(live, at(patroni(rendered, "10.10.10.13"), "bootstrap", "dcs"));
  }

  @Test
  void membersOnEqualMachinesHaveNoSettingsOfTheirOwn() {
    assertEquals(
        Map.of(
            "hba_file", "/etc/patroni/pg_hba.conf",
            "unix_socket_directories", "/var/run/postgresql, /tmp"),
        at(patroni(rendered, "10.10.10.12"), "postgresql", "parameters"));
  }

  @Test
  void aSmallerMachineGetsSmallerBuffersButAsManyConnections() {
    PgInstance.Parameters parameters = SampleClusters.parameters();
    RenderedFleet mixed =
        with(
            SampleClusters.fleet(
                SampleClusters.cluster(
                    SampleClusters.instance(
                        SampleClusters.node("10.10.10.11", 16, 64, 400),
                        1,
                        PgRole.PRIMARY,
                        parameters),
                    SampleClusters.instance(
                        SampleClusters.node("10.10.10.12", 4, 16, 100),
                        2,
                        PgRole.REPLICA,
                        parameters))));
    Object own = at(patroni(mixed, "10.10.10.12"), "postgresql", "parameters");
    assertEquals("4096MB", at(own, "shared_buffers"));
    assertFalse(((Map<?, ?>) own).containsKey("max_worker_processes"));
    assertFalse(
        ((Map<?, ?>) at(patroni(mixed, "10.10.10.11"), "postgresql", "parameters"))
            .containsKey("shared_buffers"));
  }

  @Test
  void anOfflineInstanceIsNeverPromotedNorWaitedFor() {
    Object offline = at(patroni(rendered, "10.10.10.13"), "tags");
    assertEquals(true, at(offline, "nofailover"));
    assertEquals(true, at(offline, "nosync"));
    assertEquals(false, at(offline, "noloadbalance"));
    assertEquals(false, at(patroni(rendered, "10.10.10.12"), "tags", "nofailover"));
  }

  @Test
  void settingsOfTheUserBeatTheTuned() {
    RenderedFleet one =
        single(
            SampleClusters.parameters(
                tree ->
                    ((ObjectNode) bootstrap(tree).get("pg_parameters"))
                        .put("work_mem", "7MB")
                        .put("max_connections", 77)));
    Object parameters =
        at(patroni(one, "10.10.10.11"), "bootstrap", "dcs", "postgresql", "parameters");
    assertEquals("7MB", at(parameters, "work_mem"));
    assertEquals(77, at(parameters, "max_connections"));
  }

  @Test
  void leavesOutWhatTheServerDoesNotKnow() {
    Set<String> later = Set.of("io_workers", "file_copy_method", "sync_replication_slots");
    Map<?, ?> parameters =
        (Map<?, ?>)
            at(patroni(rendered, "10.10.10.11"), "bootstrap", "dcs", "postgresql", "parameters");
    later.forEach(name -> assertFalse(parameters.containsKey(name), name));
    RenderedFleet newest =
        single(
            SampleClusters.parameters(
                tree -> ((ObjectNode) tree.get("install")).put("pg_version", 18)));
    Map<?, ?> all =
        (Map<?, ?>)
            at(patroni(newest, "10.10.10.11"), "bootstrap", "dcs", "postgresql", "parameters");
    later.forEach(name -> assertTrue(all.containsKey(name), name));
  }

  @Test
  void aCriticalClusterWaitsForAReplicaAsLongAsThereIsOne() {
    assertProtection(true, false, tree -> tree.put("pg_conf", "crit.yml"));
    assertProtection(true, false, tree -> tree.put("pg_rpo", 0));
    assertProtection(false, false, tree -> tree.put("pg_rpo", 1));
  }

  @Test
  void aStrictClusterWaitsForAReplicaAlsoWhenThereIsNone() {
    assertProtection(
        true, true, tree -> tree.put("pg_conf", "crit.yml").put("pg_sync_strict", true));
    assertProtection(true, true, tree -> tree.put("pg_sync_strict", true));
  }

  @Test
  void aCriticalClusterChecksPasswordsUnlessItsLibrariesAreNamed() {
    assertEquals(
        "$libdir/passwordcheck, pg_stat_statements, auto_explain",
        libraries(tree -> tree.put("pg_conf", "crit.yml")));
    assertEquals(
        "pg_stat_statements",
        libraries(tree -> tree.put("pg_conf", "crit.yml").put("pg_libs", "pg_stat_statements")));
    assertEquals("pg_stat_statements, auto_explain", libraries(tree -> {}));
  }

  private static Object libraries(Consumer<ObjectNode> change) {
    RenderedFleet one = single(SampleClusters.parameters(tree -> change.accept(bootstrap(tree))));
    Object server = at(patroni(one, "10.10.10.11"), "bootstrap", "dcs", "postgresql");
    return at(server, "parameters", "shared_preload_libraries");
  }

  private static void assertProtection(
      boolean synchronous, boolean strict, Consumer<ObjectNode> change) {
    RenderedFleet one = single(SampleClusters.parameters(tree -> change.accept(bootstrap(tree))));
    Object dcs = at(patroni(one, "10.10.10.11"), "bootstrap", "dcs");
    assertEquals(synchronous, at(dcs, "synchronous_mode"));
    assertEquals(strict, at(dcs, "synchronous_mode_strict"));
  }

  @Test
  void listensWhereThePlaceholdersSay() {
    RenderedFleet one =
        single(
            SampleClusters.parameters(
                tree -> {
                  bootstrap(tree).put("pg_listen", "${ip},${vip},${lo}");
                  ((ObjectNode) tree.get("access"))
                      .put("pg_vip_enabled", true)
                      .put("pg_vip_address", "10.10.10.2/24");
                }));
    assertEquals(
        "10.10.10.11,10.10.10.2,127.0.0.1:5432",
        at(patroni(one, "10.10.10.11"), "postgresql", "listen"));
    RenderedFleet none =
        single(SampleClusters.parameters(tree -> bootstrap(tree).put("pg_listen", "${ip},${vip}")));
    assertEquals("10.10.10.11:5432", at(patroni(none, "10.10.10.11"), "postgresql", "listen"));
  }

  @Test
  void givesPgbackrestOnlyOptionsThatItKnows() {
    RenderedFleet shared =
        single(
            SampleClusters.parameters(
                tree -> ((ObjectNode) tree.get("backup")).put("pgbackrest_method", "minio")));
    String conf = shared.text("10.10.10.11:/etc/pgbackrest/pgbackrest.conf");
    assertTrue(conf.contains("\nrepo1-bundle=y\n"));
    assertTrue(conf.contains("\nrepo1-path=/pg-test\n"));
    assertFalse(conf.contains("repo1-block"), "2.45 does not know it");
    assertTrue(shared.text("10.10.10.11:/etc/patroni/patroni.yml").contains("    - pgbackrest\n"));
  }

  @Test
  void noSecretStandsInAFileWithoutItsReference() {
    String yaml = rendered.text("10.10.10.11:/etc/patroni/patroni.yml");
    assertTrue(yaml.contains("password: {secret:pg_replication_password@aaaaaaa1|yaml}\n"));
    assertTrue(yaml.contains("password: {secret:patroni_password@aaaaaaa5|yaml}\n"));
    assertEquals(
        "machine 10.10.10.11 login \"postgres\" password {secret:patroni_password@aaaaaaa5|conf}\n",
        rendered.text("10.10.10.11:/etc/patroni/netrc"));
  }

  @Test
  void jobsRunAsTheServersAccount() {
    assertTrue(
        rendered
            .text("10.10.10.11:/var/spool/cron/crontabs/postgres")
            .endsWith("\n00 01 * * * /pg/bin/pg-backup full\n"));
  }

  @Test
  void everyStepHasItsOwnIdAndWaitsForKnownOnes() {
    for (RenderedFleet one : List.of(rendered, single(SampleClusters.parameters()))) {
      Set<String> ids = new HashSet<>();
      List<Step> steps = one.contribution().steps().stream().map(PhasedStep::step).toList();
      steps.forEach(step -> assertTrue(ids.add(step.id()), step.id()));
      steps.forEach(step -> assertTrue(ids.containsAll(step.when().after()), step.toString()));
    }
  }
}
