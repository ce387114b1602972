package io.pgfleet.applier.drill;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** All kinds of replicas, beside each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KindDrillsIT {
  @TempDir static Path folder;
  private static Platform platform;

  @BeforeAll
  static void begin() {
    platform =
        Platform.boot(
            folder,
            "kinds",
            "infra-1",
            "pg-test-1",
            "pg-test-2",
            "pg-test-3",
            "pg-test-4",
            "pg-test-5",
            "pg-copy-1",
            "pg-copy-2");
    platform.apply();
  }

  @AfterAll
  static void end() {
    if (platform != null) {
      platform.close();
    }
  }

  private static KindDrills drills() {
    return new KindDrills(platform);
  }

  @Test
  @Order(10)
  void eachIsInTheList() throws Exception {
    platform.drill("replica kinds: list", drills()::eachIsInTheList);
  }

  @Test
  @Order(20)
  void eachFollowsWhomItShould() throws Exception {
    platform.drill("replica kinds: whom they follow", drills()::eachFollowsWhomItShould);
  }

  @Test
  @Order(30)
  void eachIsInItsService() throws Exception {
    platform.drill("replica kinds: services", drills()::eachIsInItsService);
  }

  @Test
  @Order(40)
  void aSynchronousOneIsChosen() throws Exception {
    platform.drill("replica kinds: synchronous", drills()::aSynchronousOneIsChosen);
  }

  @Test
  @Order(50)
  void neitherOfflineNorDelayedOnesLead() throws Exception {
    platform.drill("replica kinds: failover", drills()::neitherOfflineNorDelayedOnesLead);
  }

  @Test
  @Order(60)
  void aStandbyClusterBecomesItsOwn() throws Exception {
    platform.drill("standby cluster promoted", drills()::aStandbyClusterBecomesItsOwn);
  }
}
