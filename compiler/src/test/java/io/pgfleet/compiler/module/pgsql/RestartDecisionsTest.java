package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who restarts, when and why: the scripts that decide, as a table over parameter, direction, role
 * and mode. What Patroni would say comes from files, what the server would say from a stand-in for
 * psql.
 */
final class RestartDecisionsTest {
  private static final Path TEMPLATES =
      Path.of(System.getProperty("pgfleet.root")).resolve("templates/pgsql");
  private static final List<String> BOUND =
      List.of(
          "max_connections",
          "max_locks_per_transaction",
          "max_prepared_transactions",
          "max_wal_senders",
          "max_worker_processes");
  private static final int NOW = 100;

  @TempDir Path folder;

  @BeforeEach
  void aMember() throws IOException {
    Files.createDirectories(folder.resolve("api"));
    Files.createDirectories(folder.resolve("values"));
    Files.createDirectories(folder.resolve("bin"));
    write(
        "instance.env",
        "CLUSTER=c\nINSTANCE=me\nDBSU=$(id -un)\nSOCKET=/x\nPORT=1\nURL=file://"
            + folder.resolve("api")
            + "\nCA=''\n");
    String common = Files.readString(TEMPLATES.resolve("pg-common.sh"));
    write("bin/pg-common.sh", here(common));
    for (String script : List.of("pg-restart-pending", "pg-hand-over")) {
      write("bin/" + script, here(Files.readString(TEMPLATES.resolve(script))));
    }
    write(
        "bin/psql",
        "#!/bin/sh\nfor sql; do :; done\ncase $sql in\n"
            + "  'show '*) cat \"$VALUES/${sql#show }\" ;;\n"
            + "  *pending_restart*) cat \"$VALUES/pending\" ;;\n"
            + "  *postmaster*) cat \"$VALUES/fixed\" ;;\nesac\n");
    folder.resolve("bin/psql").toFile().setExecutable(true);
    BOUND.forEach(name -> write("values/" + name, NOW + "\n"));
    write("values/pending", "");
    write("values/fixed", String.join("\n", BOUND) + "\nshared_buffers\n");
  }

  private String here(String script) {
    return script
        .replace("/pg/bin/pg-common.sh", folder.resolve("bin/pg-common.sh").toString())
        .replace("/etc/patroni/instance.env", folder.resolve("instance.env").toString());
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private record Said(int exit, String out) {}

  private Said run(String script, String input, String... arguments) {
    try {
      List<String> argv =
          new ArrayList<>(List.of("sh", folder.resolve("bin/" + script).toString()));
      argv.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
      builder.environment().put("VALUES", folder.resolve("values").toString());
      builder.environment().merge("PATH", folder.resolve("bin") + ":", (old, bin) -> bin + old);
      Process process = builder.start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Said(process.waitFor(), out);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String member(String name, String role, boolean pending) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"role\":\"%s\",\"state\":\"running\",\"lag\":0%s}",
        name,
        role,
        pending ? ",\"pending_restart\":true" : "");
  }

  /** One row of the table. */
  private record Case(String parameter, String direction, String role, String mode, boolean acts) {
    @Override
    public String toString() {
      return parameter
          + " "
          + direction
          + " on a "
          + role
          + " ("
          + mode
          + ") "
          + (acts ? "restarts" : "waits");
    }
  }

  /**
   * Raised, a replica goes first and everybody goes; lowered, a replica waits for its leader, in a
   * cluster that follows another one for the leader of that one's copy.
   */
  static Stream<Case> cases() {
    Stream.Builder<Case> all = Stream.builder();
    for (String parameter : BOUND) {
      for (String mode : List.of("leader", "standby_leader")) {
        all.add(new Case(parameter, "raised", "replica", mode, true));
        all.add(new Case(parameter, "lowered", "replica", mode, false));
        all.add(new Case(parameter, "lowered after its leader", "replica", mode, true));
        all.add(new Case(parameter, "raised", "leader", mode, true));
        all.add(new Case(parameter, "lowered", "leader", mode, true));
        all.add(new Case(parameter, "unchanged", "replica", mode, false));
        all.add(new Case(parameter, "unchanged", "leader", mode, false));
        all.add(new Case(parameter, "lowered with another", "replica", mode, true));
      }
    }
    return all.build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void restartsWhatTheDirectionAndTheRoleAllow(Case one) {
    boolean changed = !one.direction().equals("unchanged");
    boolean leads = one.role().equals("leader");
    boolean leaderWaits = changed && !one.direction().contains("after");
    int wanted = one.direction().equals("raised") ? NOW + 50 : NOW - 50;
    write(
        "api/config",
        "{\"postgresql\":{\"parameters\":{\""
            + one.parameter()
            + "\":"
            + (changed ? wanted : NOW)
            + "}}}");
    write(
        "values/pending",
        one.direction().contains("another") ? one.parameter() + "\nshared_buffers\n" : "");
    String me = leads ? one.mode() : "replica";
    String other = leads ? "replica" : one.mode();
    write(
        "api/cluster",
        "{\"members\":["
            + member("me", me, leads ? leaderWaits : changed)
            + ","
            + member("other", other, leaderWaits)
            + "]}");
    assertEquals(one.acts() ? 1 : 0, run("pg-restart-pending", "", "--check").exit());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"max_connections\":150}        | max_connections becomes 150, replicas first",
        "{\"max_connections\":50}         | max_connections becomes 50, the leader first",
        "{\"max_connections\":100}        | max_connections becomes 100",
        "{\"max_connections\":null}       | max_connections becomes its default",
        "{\"shared_buffers\":\"1GB\"}     | shared_buffers becomes 1GB",
        "{\"work_mem\":\"64MB\"}          | ''",
        "{}                               | ''",
      })
  void foretellsWhichSettingsOfAChangeNeedIt(String parameters, String says) {
    String patch = "{\"ttl\":30,\"postgresql\":{\"parameters\":" + parameters + "}}";
    Said said = run("pg-restart-pending", patch, "--foresee");
    assertEquals(0, said.exit(), said.out());
    assertEquals(says, said.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "an asynchronous cluster takes the nearest  | lag=9 replica running        | lag=0 replica running      | b",
        "a synchronous one takes who is in step     | lag=5 sync_standby running   | lag=0 replica running      | a",
        "one that waits for a restart takes nothing | lag=0 replica running wait   | lag=0 replica running wait | -",
        "one that may not lead takes nothing        | lag=0 replica running never  | lag=0 replica running never| -",
        "one that lost its stream takes nothing     | lag=0 replica starting       | lag=0 replica stopped      | -",
        "one whose lag nobody knows takes nothing   | lag=? replica running        | lag=? replica running      | -",
        "the one of two that may                    | lag=0 replica running never  | lag=9 replica running      | b",
        "in a synchronous one only who is ready     | lag=0 sync_standby running wait| lag=0 replica running      | -",
        "a paused cluster takes nothing             | lag=0 replica running pause  | lag=0 replica running      | -",
      })
  void givesTheLeadToWhoNothingMoreHasToBeDoneTo(
      String why, String first, String second, String heir) {
    aCluster(why.contains("synchronous one"), first, second);
    takes(heir, run("pg-hand-over", "", "--check", "--settled"), why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "who waits for no restart, though farther   | lag=0 replica running wait   | lag=9 replica running      | b",
        "of two that wait the nearest               | lag=5 replica running wait   | lag=0 replica running wait | b",
        "in a synchronous one who waits but is ready| lag=0 sync_standby running wait| lag=0 replica running    | a",
        "one that may not lead takes nothing        | lag=0 replica running never  | lag=0 replica running never| -",
      })
  void givesTheLeadToWhoWaitsForARestartIfNobodyElseIsThere(
      String why, String first, String second, String heir) {
    aCluster(why.contains("synchronous one"), first, second);
    takes(heir, run("pg-hand-over", "", "--check"), why);
  }

  @Test
  void asksForNothingWhereTheLeadCannotGo() throws IOException {
    aCluster(false, "lag=0 replica running never", "lag=0 replica stopped");
    takes("-", run("pg-hand-over", ""), "at once, since waiting would not help");
    assertEquals(0, run("pg-hand-over", "", "me").exit(), "it leads already");
    Files.delete(folder.resolve("api/leader"));
    assertEquals(1, run("pg-hand-over", "", "a").exit(), "only a leader gives its lead away");
  }

  private void aCluster(boolean synchronous, String first, String second) {
    write("api/leader", "{}");
    write("api/config", "{\"synchronous_mode\":" + synchronous + "}");
    write(
        "api/cluster",
        "{\"pause\":"
            + first.contains("pause")
            + ",\"members\":["
            + member("me", "leader", true)
            + ","
            + candidate("a", first)
            + ","
            + candidate("b", second)
            + "]}");
  }

  private static void takes(String heir, Said said, String why) {
    assertEquals(heir.equals("-") ? 2 : 0, said.exit(), why + ": " + said.out());
    if (!heir.equals("-")) {
      assertEquals(heir, said.out(), why);
    }
  }

  private static String candidate(String name, String words) {
    String[] parts = words.strip().split("\\s+");
    String lag = parts[0].substring("lag=".length());
    String end = parts.length > 3 ? parts[3] : "";
    return "{\"name\":\""
        + name
        + "\",\"role\":\""
        + parts[1]
        + "\",\"state\":\""
        + parts[2]
        + "\",\"lag\":"
        + (lag.equals("?") ? "\"unknown\"" : lag)
        + (end.equals("wait") ? ",\"pending_restart\":true" : "")
        + (end.equals("never") ? ",\"tags\":{\"nofailover\":true}" : "")
        + "}";
  }
}
