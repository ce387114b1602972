package io.pgfleet.compiler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference's own inventories: compiled, staged by the applier's program, and compared setting
 * by setting. The data stand beside the checkout, in {@code ../shared/conformance}; without them,
 * or without Python's YAML, the test says so and is skipped.
 */
final class ConformanceTest {
  private static final Path ROOT = SandboxFleet.root();
  private static final Path DATA = ROOT.resolve("../shared/conformance").normalize();

  /** At most that much of all settings may be different on purpose, in percent. */
  private static final double MOST = 2;

  /** What must not differ unless a deviation says so; a type is added when it is there. */
  private static final List<String> CLAIMED =
      List.of(
          "etcd.conf",
          "etcd.pass",
          "haproxy.cfg",
          "haproxy.service",
          "misc.conf",
          "node.chrony",
          "node.hugepage",
          "node.keepalived",
          "node.modules",
          "node.resolv",
          "node.ssh_config",
          "node.sudoers",
          "node.tuned",
          "pgsql.auto_conf",
          "pgsql.crontab",
          "pgsql.patroni",
          "pgsql.pg_hba",
          "pgsql.pgbackrest",
          "pgsql.pgbouncer_database",
          "pgsql.pgbouncer_hba",
          "pgsql.pgbouncer_ini",
          "pgsql.pgbouncer_userlist",
          "pgsql.pgbouncer_useropts",
          "pgsql.pgpass",
          "pgsql.pgsodium_key",
          "pgsql.psqlrc",
          "pgsql.vip_manager",
          "systemd.unit/etcd",
          "systemd.unit/haproxy",
          "systemd.unit/patroni",
          "systemd.unit/pgbouncer",
          "systemd.unit/postgres",
          "systemd.unit/vip-manager");

  /** Where the rest waits for modules that make it. */
  private static final List<String> BEGUN = List.of("node.etc_hosts", "node.tmpfiles");

  private static final String FACTS =
      """
      {"cpu": 4, "memoryBytes": 17179869184, "dataDiskBytes": 107374182400, "arch": "x86_64",
       "os": {"id": "debian", "version": "12", "codename": "bookworm"}, "user": "root"}
      """;

  @TempDir Path scratch;

  @Test
  void differsFromTheReferenceOnlyWhereADeviationSaysSo() throws Exception {
    assumeTrue(Files.isDirectory(DATA), "there are no conformance data at " + DATA);
    assumeTrue(run("python3", "-c", "import yaml") == 0, "python3 has no module yaml");
    Parity parity = new Parity(Deviation.read(ROOT.resolve("schema/v4.0/deviations.yml")));
    for (String name : inventories()) {
      parity.add(compare(name));
    }
    System.out.print(parity.table(CLAIMED) + parity.table(BEGUN));
    System.out.printf("different on purpose: %.2f%% of all settings%n", parity.deviatingPercent());
    List<String> unlisted =
        parity.unlisted(CLAIMED).stream().map(Difference::toString).distinct().toList();
    assertEquals("", String.join("\n", unlisted), "differences that no deviation lists");
    assertEquals(List.of(), parity.unfounded(CLAIMED), "deviations without a defect or a document");
    assertTrue(parity.deviatingPercent() <= MOST, "too much is different on purpose");
  }

  private static List<String> inventories() throws IOException {
    try (Stream<Path> folders = Files.list(DATA)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("expected.json")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private Comparison compare(String name) throws IOException, InterruptedException {
    Path inventories = scratch.resolve("inventories");
    Path out = scratch.resolve("out");
    Path staged = scratch.resolve("staged").resolve(name);
    Path environment = inventories.resolve(name);
    Files.createDirectories(environment.resolve("facts"));
    Files.copy(DATA.resolve(name).resolve("inventory.yml"), environment.resolve("inventory.yml"));
    Files.writeString(environment.resolve("env.yml"), "demo: true\npackages: reference\n");
    Files.writeString(environment.resolve("facts/default.json"), FACTS);
    Workspace workspace = new Workspace(ROOT, inventories, out);
    new Compiler(workspace, "conformance", Clock.systemUTC()).publish(name, new Diagnostics());
    String apply = ROOT.resolve("applier/bin/apply").toString();
    must(
        apply,
        "stage",
        "--env",
        name,
        "--inventories",
        inventories.toString(),
        "--out",
        out.toString(),
        "--to",
        staged.toString());
    Path found = scratch.resolve(name + ".json");
    must(
        "python3",
        DATA.resolve("compare.py").toString(),
        DATA.resolve(name).resolve("expected.json").toString(),
        "--root",
        staged.toString(),
        "--json",
        found.toString());
    return Comparison.read(found);
  }

  private void must(String... command) throws IOException, InterruptedException {
    assertEquals(
        0,
        run(command),
        () -> {
          try {
            return Files.readString(talk(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            return e.toString();
          }
        });
  }

  private int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(talk().toFile())
        .start()
        .waitFor();
  }

  private Path talk() {
    return scratch.resolve("talk.txt");
  }
}
