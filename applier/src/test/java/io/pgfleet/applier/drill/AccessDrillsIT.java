package io.pgfleet.applier.drill;

import io.pgfleet.applier.cluster.Members;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets where in the sandbox's own platform. */
final class AccessDrillsIT {
  @TempDir static Path folder;
  private static Platform platform;
  private static AccessDrills drills;

  @BeforeAll
  static void begin() {
    platform = Platform.sandbox(folder, "pg-meta-1", "pg-test-1", "pg-test-2", "pg-test-3");
    platform.apply();
    List<String> names = List.of("pg-test-1", "pg-test-2", "pg-test-3");
    drills =
        new AccessDrills(
            platform.node("pg-meta-1"),
            new Members(names.stream().map(platform::node).toList()),
            platform.node("pg-test-3"));
  }

  @AfterAll
  static void end() {
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  void everyNameLeadsWhereItsPortPromises() throws Exception {
    platform.drill(
        "access matrix",
        seen -> drills.everyNameLeadsWhereItsPortPromises(seen, platform.prefix() + "3"));
  }

  @Test
  void aListOfAddressesFindsThePrimary() throws Exception {
    platform.drill("access: many hosts", drills::aListOfAddressesFindsThePrimary);
  }

  @Test
  void rulesHoldForRealConnections() throws Exception {
    platform.drill("access rules", drills::rulesHoldForRealConnections);
  }
}
