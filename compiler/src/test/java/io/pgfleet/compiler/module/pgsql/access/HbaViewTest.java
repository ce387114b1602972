package io.pgfleet.compiler.module.pgsql.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.HbaRule;
import io.pgfleet.compiler.module.dialect.RefusedTextException;
import io.pgfleet.compiler.module.pgsql.ClusterFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HbaViewTest {
  private static final HbaPlaceholders USERS =
      new HbaPlaceholders("postgres", "replicator", "dbuser_monitor", "dbuser_dba");
  private static final HbaAddresses ADDRESSES =
      new HbaAddresses(
          "10.10.10.9",
          List.of("10.10.10.10"),
          List.of("10.10.10.11", "10.10.10.12"),
          List.of("10.0.0.0/8"));

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "local        | pwd   | local all u scram-sha-256",
        "local        | os    | local all u ident",
        "local        | peer  | local all u peer",
        "local        | ssl   | local all u scram-sha-256",
        "local        | cert  | # cert can't be asked for from local",
        "localhost    | pwd   | local all u scram-sha-256;host all u 127.0.0.1/32 scram-sha-256;host all u ::1/128"
            + " scram-sha-256",
        "localhost    | ssl   | local all u scram-sha-256;host all u 127.0.0.1/32 scram-sha-256;host all u ::1/128"
            + " scram-sha-256",
        "localhost    | cert  | hostssl all u 127.0.0.1/32 cert;hostssl all u ::1/128 cert",
        "localhost    | peer  | local all u peer",
        "intra        | peer  | # peer can't be asked for from intra",
        "admin        | sha   | host all u 10.10.10.9/32 scram-sha-256",
        "infra        | md5   | host all u 10.10.10.10/32 md5",
        "cluster      | trust | host all u 10.10.10.11/32 trust;host all u 10.10.10.12/32 trust",
        "intra        | deny  | host all u 10.0.0.0/8 reject",
        "intranet     | ident | host all u 10.0.0.0/8 ident",
        "world        | ssl   | hostssl all u 0.0.0.0/0 scram-sha-256;hostssl all u ::/0 scram-sha-256",
        "all          | cert  | hostssl all u 0.0.0.0/0 cert;hostssl all u ::/0 cert",
        "1.2.3.4      | ssl-md5 | hostssl all u 1.2.3.4/32 md5",
        "1.2.0.0/16   | ssl-sha | hostssl all u 1.2.0.0/16 scram-sha-256",
      })
  void expandsAliasesForTheServer(String address, String auth, String lines) {
    assertEquals(
        List.of(lines.split(";")),
        expansion(HbaDialect.SERVER).lines(rule("u", "all", address, auth)));
  }

  @ParameterizedTest(name = "{0} to {1} by {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "local | pgbouncer   | ident | local pgbouncer u peer",
        "intra | all         | os    | # os can't be asked for from intra",
        "intra | replication | pwd   | # replication does not go through the pooler",
        "intra | all         | pwd   | host all u 10.0.0.0/8 scram-sha-256",
      })
  void speaksThePoolersDialect(String address, String database, String auth, String lines) {
    assertEquals(
        List.of(lines), expansion(HbaDialect.POOLER).lines(rule("u", database, address, auth)));
  }

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${dbsu}          | postgres",
        "${repl}          | replicator",
        "${monitor}       | dbuser_monitor",
        "${admin}         | dbuser_dba",
        "a, b             | a,b",
        "+dbrole_readonly | +dbrole_readonly",
        "x,${admin}       | x,\"${admin}\"",
        "\"all\"          | \"all\"",
        "with blank       | \"with blank\"",
      })
  void namesUsersByTheirPartOnlyAsAWhole(String written, String meant) {
    assertEquals(meant, USERS.users(written));
  }

  @Test
  void takesRawLinesAsTheyAre() {
    HbaRule raw =
        new HbaRule(
            Optional.of("own"),
            null,
            null,
            Optional.empty(),
            null,
            null,
            Optional.empty(),
            List.of("host all all samenet trust", "# and a comment"));
    assertEquals(raw.rules(), expansion(HbaDialect.SERVER).lines(raw));
  }

  @Test
  void refusesAWayToAuthenticateThatIsNone() {
    HbaRule rule = rule("u", "all", "intra", "kerberos");
    assertThrows(RefusedTextException.class, () -> expansion(HbaDialect.SERVER).lines(rule));
  }

  @Test
  void sortsByOrderAndLeavesTheRestAsWritten() {
    List<HbaRule> defaults = List.of(ordered("d200", 200), ordered("d100", 100));
    List<HbaRule> own =
        List.of(unordered("b"), ordered("o100", 100), unordered("a"), ordered("o0", 0));
    assertEquals(
        List.of("o0", "d100", "o100", "d200", "b", "a"),
        titles(HbaView.of(member(0, ""), defaults, own, expansion(HbaDialect.SERVER))));
  }

  @Test
  void aRuleForAnotherRoleIsAComment() {
    HbaRule offline = roleRule("offline");
    assertEquals("# host all u 10.0.0.0/8 trust", line(offline, member(1, "")));
    assertEquals("host all u 10.0.0.0/8 trust", line(offline, member(2, "")));
    assertEquals("host all u 10.0.0.0/8 trust", line(offline, member(1, "pg_offline_query: true")));
    assertEquals("host all u 10.0.0.0/8 trust", line(roleRule("primary"), member(0, "")));
    assertEquals("# host all u 10.0.0.0/8 trust", line(roleRule("primary"), member(1, "")));
    assertEquals("host all u 10.0.0.0/8 trust", line(roleRule("common"), member(1, "")));
  }

  private PgInstance member(int index, String parameters) {
    return ClusterFixture.cluster(directory, parameters + "\n").instances().get(index);
  }

  private static String line(HbaRule rule, PgInstance member) {
    HbaView view = HbaView.of(member, List.of(), List.of(rule), expansion(HbaDialect.SERVER));
    return view.rules().get(0).lines().get(0).text();
  }

  private static List<String> titles(HbaView view) {
    return view.rules().stream().map(HbaView.Rule::title).toList();
  }

  private static HbaExpansion expansion(HbaDialect dialect) {
    return new HbaExpansion(dialect, "scram-sha-256", USERS, ADDRESSES);
  }

  private static HbaRule rule(String user, String database, String address, String auth) {
    return new HbaRule(
        Optional.of("t"), user, database, Optional.of(address), auth, null, Optional.empty(), null);
  }

  private static HbaRule roleRule(String role) {
    return new HbaRule(
        Optional.of("t"), "u", "all", Optional.of("intra"), "trust", role, Optional.empty(), null);
  }

  private static HbaRule ordered(String title, int order) {
    return new HbaRule(
        Optional.of(title),
        "u",
        "all",
        Optional.of("intra"),
        "pwd",
        null,
        Optional.of(order),
        null);
  }

  private static HbaRule unordered(String title) {
    return new HbaRule(
        Optional.of(title), "u", "all", Optional.of("intra"), "pwd", null, Optional.empty(), null);
  }
}
