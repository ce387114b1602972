package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SodiumKeyTest {
  private static final String INVENTORY =
      """
      all:
        children:
          etcd: { hosts: { 10.0.0.1: { etcd_seq: 1 } } }
          plain:
            hosts: { 10.0.0.2: { pg_seq: 1, pg_role: primary } }
            vars: { pg_cluster: plain }
          vault:
            hosts:
              10.0.0.3: { pg_seq: 1, pg_role: primary }
              10.0.0.4: { pg_seq: 2, pg_role: replica }
            vars: { pg_cluster: vault, pg_libs: "pgsodium, pg_stat_statements" }
      """;

  /** What sha256sum says of the name "vault". */
  private static final String DIGEST =
      "e6f0a1fbb43c89196dcfcbef85908f19ab4c5f7cc4f4c452284697757683d7ef";

  @TempDir Path directory;

  private Fleet fleet(boolean demo) throws IOException {
    Path sandbox = SandboxFleet.root().resolve("inventories/sandbox");
    Path folder = directory.resolve("inventories/test");
    Files.createDirectories(folder.resolve("facts"));
    Files.writeString(folder.resolve("inventory.yml"), INVENTORY);
    Files.writeString(folder.resolve("env.yml"), "demo: " + demo + "\npackages: debian\n");
    Files.copy(sandbox.resolve("facts/default.json"), folder.resolve("facts/default.json"));
    return SandboxFleet.read(directory.resolve("inventories"), "test", new Diagnostics());
  }

  private static List<Optional<String>> keys(Fleet fleet, String cluster) {
    PgCluster named = fleet.cluster(cluster).orElseThrow();
    return named.instances().stream().map(one -> SodiumKey.of(one, fleet.demo())).toList();
  }

  @Test
  void isTheDigestOfTheNameInADemo() throws IOException {
    Fleet fleet = fleet(true);
    assertEquals(List.of(Optional.of(DIGEST), Optional.of(DIGEST)), keys(fleet, "vault"));
  }

  @Test
  void isOneSealedSecretOfEachClusterThatLoadsTheExtension() throws IOException {
    Fleet fleet = fleet(false);
    String reference = "{secret:vault/pgsodium_key@00000000}";
    assertEquals(List.of(Optional.of(reference), Optional.of(reference)), keys(fleet, "vault"));
    assertEquals(List.of(Optional.empty()), keys(fleet, "plain"));
  }
}
