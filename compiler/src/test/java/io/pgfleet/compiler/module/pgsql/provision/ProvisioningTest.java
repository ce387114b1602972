package io.pgfleet.compiler.module.pgsql.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.pgsql.ClusterFixture;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProvisioningTest {
  private static final String FOLDER = "groups/pg-test/provision/";

  @TempDir Path directory;

  @Test
  void theProbeKnowsEveryItemAndNoOther() {
    RenderedFleet fleet =
        rendered(
            """
            pg_users: [{ name: app, roles: [dbrole_readonly] }]
            pg_databases: [{ name: app, allowconn: false }, { name: template1 }]
            """);
    Set<String> asked = new HashSet<>();
    Matcher ids =
        Pattern.compile("(?m)^SELECT '([^']+)' WHERE ").matcher(fleet.text(FOLDER + "probe.sql"));
    while (ids.find()) {
      assertTrue(asked.add(ids.group(1)), ids.group(1) + " is asked for twice");
    }
    assertEquals(new HashSet<>(items(fleet).stream().map(Action.Sql.Item::id).toList()), asked);
  }

  @Test
  void rolesComeBeforeMembershipsAndDatabases() {
    List<String> ids =
        items(rendered("pg_users: [{ name: app, roles: [other] }, { name: other }]")).stream()
            .map(Action.Sql.Item::id)
            .toList();
    assertTrue(ids.indexOf("role other") < ids.indexOf("memberships app"));
    assertTrue(ids.indexOf("memberships app") < ids.indexOf("contents template1"));
    assertTrue(ids.indexOf("contents template1") < ids.indexOf("contents postgres"));
  }

  @Test
  void whatShallBeAbsentHasNoItem() {
    String parameters =
        """
        pg_users: [{ name: gone, state: absent }]
        pg_databases:
          - { name: gone, state: absent }
          - { name: kept, schemas: [{ name: s, state: absent }], extensions: [{ name: e, state: absent }] }
        """;
    RenderedFleet fleet = rendered(parameters);
    assertTrue(items(fleet).stream().noneMatch(item -> item.id().endsWith(" gone")));
    SortedMap<String, String> sql = new TreeMap<>(fleet.texts());
    sql.keySet().removeIf(name -> !name.startsWith("groups/"));
    assertFalse(sql.isEmpty());
    sql.forEach((name, text) -> assertFalse(text.matches("(?s).*\\bDROP\\b.*"), name));
  }

  @Test
  void theLastDefinitionOfARoleHolds() {
    String role =
        rendered("pg_users: [{ name: dbuser_monitor, connlimit: 3 }]")
            .text(FOLDER + "role-dbuser_monitor.sql");
    assertTrue(role.contains("CONNECTION LIMIT 3;"));
    assertTrue(role.contains("PASSWORD {secret:pg_monitor_password@00000000|scram-sql};"));
    assertFalse(role.contains("log_min_duration_statement TO '1000'"));
  }

  @Test
  void systemUsersExistWhateverTheDefaultRolesSay() {
    RenderedFleet fleet =
        rendered(
            """
            pg_default_roles: [{ name: postgres, superuser: true }]
            pg_default_privileges: []
            pg_default_hba_rules: []
            pgb_default_hba_rules: []
            pg_replication_username: copier
            """);
    assertTrue(
        fleet.text(FOLDER + "role-copier.sql").contains("ALTER ROLE \"copier\" REPLICATION;"));
    assertTrue(
        fleet.text(FOLDER + "memberships-dbuser_monitor.sql").contains("GRANT \"pg_monitor\""));
    assertFalse(fleet.text(FOLDER + "contents-template1.sql").contains("dbrole_admin"));
  }

  @Test
  void scriptsWithVerifiersAreSilent() {
    RenderedFleet fleet = rendered("pg_users: [{ name: app, password: secret }, { name: plain }]");
    fleet.texts().entrySet().stream()
        .filter(one -> one.getKey().startsWith(FOLDER) && one.getValue().contains("{secret:"))
        .forEach(
            one -> {
              int silent = one.getValue().indexOf("SET log_statement TO 'none';");
              assertTrue(silent >= 0 && silent < one.getValue().indexOf("{secret:"), one.getKey());
            });
    assertFalse(fleet.text(FOLDER + "role-plain.sql").contains("log_statement"));
  }

  @Test
  void awkwardTextsStayLiterals() {
    String role =
        rendered("pg_users: [{ name: app, comment: \"a'; DROP ROLE x; -- \\\\\" }]")
            .text(FOLDER + "role-app.sql");
    assertTrue(role.contains("COMMENT ON ROLE \"app\" IS E'a''; DROP ROLE x; -- \\\\';"), role);
  }

  @Test
  void optionsThatTheServerDoesNotKnowAreLeftOut() {
    String database =
        "pg_databases: [{ name: app, icu_rules: r, builtin_locale: C, strategy: WAL_LOG }]";
    String made = rendered(database).text(FOLDER + "database-app.sql");
    assertTrue(made.contains("STRATEGY"));
    assertFalse(made.contains("ICU_RULES") || made.contains("BUILTIN_LOCALE"));
  }

  @Test
  void runsOnWhoeverLeads() {
    Step step = step(rendered("").contribution());
    assertEquals("probe", step.where().target().kind());
    assertEquals(List.of("/pg/bin/pg-is-leader"), step.where().target().argv());
    assertEquals(List.of("10.10.10.11", "10.10.10.12", "10.10.10.13"), step.where().nodes());
  }

  @Test
  void aClusterThatFollowsAnotherOneIsLeftAlone() {
    Contribution following =
        Provisioning.of(ClusterFixture.cluster(directory, "pg_provision: false"));
    assertEquals(List.of(), following.steps());
    assertEquals(List.of(), following.artifacts());
  }

  private RenderedFleet rendered(String parameters) {
    return ClusterFixture.rendered(directory, parameters);
  }

  private static List<Action.Sql.Item> items(RenderedFleet fleet) {
    return ((Action.Sql) step(fleet.contribution()).action()).items();
  }

  private static Step step(Contribution contribution) {
    return contribution.steps().stream()
        .map(PhasedStep::step)
        .filter(one -> one.id().equals("pgsql.provision@pg-test"))
        .findFirst()
        .orElseThrow();
  }
}
