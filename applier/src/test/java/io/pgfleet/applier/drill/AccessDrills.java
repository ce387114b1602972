package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.fleet.FleetNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who gets where: every name of a cluster with every port, and every kind of account from addresses
 * inside and outside, with and without TLS. All are real connections from another node.
 */
final class AccessDrills {
  /** Reserved for documentation, so nobody's, and no address of the inside. */
  private static final String STRANGER = "203.0.113.77";

  private static final List<Integer> PORTS = List.of(5432, 6432, 5433, 5434, 5436, 5438);
  private static final String WHO =
      "select case when pg_is_in_recovery() then '\\''replica '\\'' else '\\''primary '\\'' end"
          + " || extract(epoch from pg_postmaster_start_time())";

  private final FleetNode client;
  private final Members members;
  private final FleetNode offline;

  AccessDrills(FleetNode client, Members members, FleetNode offline) {
    this.client = client;
    this.members = members;
    this.offline = offline;
  }

  /** The access matrix: what each port promises holds under each name. */
  void everyNameLeadsWhereItsPortPromises(Seen seen, String vip) {
    FleetNode one = members.nodes().get(0);
    List<String> names = List.of("pg-test", vip, one.name(), one.address());
    String loop =
        "for host in "
            + String.join(" ", names)
            + "; do for port in "
            + PORTS.stream().map(String::valueOf).collect(Collectors.joining(" "))
            + "; do echo \"$host $port $(PGPASSWORD=test psql -XAtw 'host='$host' port='$port"
            + "' user=test dbname=test connect_timeout=5' -c '"
            + WHO
            + "' 2>&1 | head -n 1)\"; done; done";
    Map<String, String> answers = new LinkedHashMap<>();
    client
        .run(loop)
        .orFail()
        .lines()
        .map(line -> line.split(" ", 3))
        .forEach(words -> answers.put(words[0] + ":" + words[1], words[2]));
    assertEquals(names.size() * PORTS.size(), answers.size());
    seen.note("%d names with %d ports", names.size(), PORTS.size());
    for (String name : names) {
      assertEquals("primary " + start(members.leader()), answers.get(name + ":5433"), name);
      assertEquals("primary " + start(members.leader()), answers.get(name + ":5436"), name);
      assertTrue(answers.get(name + ":5434").startsWith("replica "), answers::toString);
      assertEquals("replica " + start(offline), answers.get(name + ":5438"), name);
    }
    for (String name : List.of(one.name(), one.address())) {
      for (int port : List.of(5432, 6432)) {
        assertTrue(answers.get(name + ":" + port).endsWith(" " + start(one)), answers::toString);
      }
    }
    for (String name : List.of("pg-test", vip)) {
      for (int port : List.of(5432, 6432)) {
        assertTrue(
            answers.get(name + ":" + port).matches("(primary|replica) [0-9.]+"), answers::toString);
      }
    }
  }

  /** One address list for all members leads to who is asked for, whoever leads. */
  void aListOfAddressesFindsThePrimary(Seen seen) {
    String hosts =
        members.nodes().stream().map(FleetNode::address).collect(Collectors.joining(","));
    seen.note("one address list for %s", hosts);
    for (int port : List.of(5432, 6432)) {
      String url = "postgresql://test:test@" + hosts + "/test?port=" + port;
      String who = " -c '" + WHO + "'";
      assertEquals(
          "primary " + start(members.leader()),
          client.run("psql -XAtw '" + url + "&target_session_attrs=primary'" + who).orFail());
      assertTrue(
          client
              .run("psql -XAtw '" + url + "&target_session_attrs=standby'" + who)
              .orFail()
              .startsWith("replica "));
    }
  }

  private static String start(FleetNode node) {
    return Members.sql(node, "select extract(epoch from pg_postmaster_start_time())");
  }

  /** Rules hold for who really connects, from where, and how. */
  void rulesHoldForRealConnections(Seen seen) {
    FleetNode server = members.leader();
    seen.note("from inside and from %s, with and without TLS", STRANGER);
    accepted(server, 5432, "test", "test", "require");
    accepted(server, 5432, "test", "test", "disable");
    refused(server, 5432, "test", "wrong", "require", "password authentication failed");
    refused(server, 5432, "postgres", "x", "require", "password authentication failed");
    accepted(server, 6432, "test", "test", "disable");
    client.runAsRoot("ip address add " + STRANGER + "/32 dev eth0").orFail();
    client.runAsRoot("ip route add " + server.address() + "/32 dev eth0 src " + STRANGER).orFail();
    server.runAsRoot("ip route add " + STRANGER + "/32 dev eth0").orFail();
    try {
      refused(server, 5432, "test", "test", "require", "no pg_hba.conf entry");
      refused(server, 5432, "test", "test", "disable", "no pg_hba.conf entry");
      accepted(server, 5432, "dbuser_dba", "DBUser.DBA", "require");
      refused(server, 5432, "dbuser_dba", "DBUser.DBA", "disable", "no pg_hba.conf entry");
      refused(server, 6432, "dbuser_dba", "DBUser.DBA", "disable", "login rejected");
    } finally {
      server.runAsRoot("ip route del " + STRANGER + "/32 dev eth0");
      client.runAsRoot("ip route del " + server.address() + "/32 dev eth0 src " + STRANGER);
      client.runAsRoot("ip address del " + STRANGER + "/32 dev eth0");
    }
    String socket = "psql -XAtw -d postgres -c 'select current_user'";
    assertEquals("postgres", server.run("sudo -u postgres " + socket).orFail());
    assertTrue(server.run(socket + " -U postgres").code() != 0, "only its own account, by socket");
  }

  private void accepted(FleetNode server, int port, String user, String password, String tls) {
    assertEquals(user, connect(server, port, user, password, tls).lines().findFirst().orElse(""));
  }

  private void refused(
      FleetNode server, int port, String user, String password, String tls, String why) {
    String said = connect(server, port, user, password, tls);
    assertTrue(said.contains(why), () -> user + ", " + tls + " on " + port + ": " + said);
  }

  private String connect(FleetNode server, int port, String user, String password, String tls) {
    String target =
        "host=%s port=%d user=%s dbname=test sslmode=%s connect_timeout=5"
            .formatted(server.address(), port, user, tls);
    return client
        .run(
            "PGPASSWORD=%s psql -XAtw '%s' -c 'select current_user' 2>&1; true"
                .formatted(password, target))
        .out();
  }
}
