package io.pgfleet.applier.drill;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The groups of a distributed database, one that coordinates and its workers. The extension that
 * would distribute is a stand-in, with the catalog and the functions that Patroni uses and no more:
 * what is proved is how groups are made, found, told of each other and taken away, and nothing
 * about distributed tables.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ShardDrillsIT {
  @TempDir static Path folder;
  private static Platform platform;

  @BeforeAll
  static void begin() {
    platform =
        Platform.boot(
            folder,
            "citus",
            "infra-1",
            "pg-citus0-1",
            "pg-citus0-2",
            "pg-citus1-1",
            "pg-citus1-2",
            "pg-citus2-1");
    drills().standIn();
    platform.apply();
  }

  @AfterAll
  static void end() {
    if (platform != null) {
      platform.close();
    }
  }

  private static ShardDrills drills() {
    return new ShardDrills(platform);
  }

  @Test
  @Order(10)
  void eachGroupHasItsPlace() throws Exception {
    platform.drill("groups: places", drills()::eachGroupHasItsPlace);
  }

  @Test
  @Order(20)
  void eachGroupHasItsServices() throws Exception {
    platform.drill("groups: services", drills()::eachGroupHasItsServices);
  }

  @Test
  @Order(30)
  void aWorkersLeadIsGivenAway() throws Exception {
    platform.drill("groups: switchover of a worker", drills()::aWorkersLeadIsGivenAway);
  }

  @Test
  @Order(40)
  void aWorkersLeaderIsLost() throws Exception {
    platform.drill("groups: failover of a worker", drills()::aWorkersLeaderIsLost);
  }

  @Test
  @Order(50)
  void theCoordinatorsLeadIsGivenAway() throws Exception {
    platform.drill(
        "groups: switchover of the coordinator", drills()::theCoordinatorsLeadIsGivenAway);
  }

  @Test
  @Order(60)
  void aSettingReachesEveryGroup() throws Exception {
    platform.drill("groups: a setting that restarts", drills()::aSettingReachesEveryGroup);
  }

  @Test
  @Order(70)
  void aGroupComesAndGoes() throws Exception {
    platform.drill("groups: a worker comes and goes", drills()::aGroupComesAndGoes);
  }
}
