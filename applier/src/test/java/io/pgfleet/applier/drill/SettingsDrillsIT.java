package io.pgfleet.applier.drill;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What an inventory says about a running cluster is found in it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SettingsDrillsIT {
  @TempDir static Path folder;
  private static Platform platform;

  @BeforeAll
  static void begin() {
    platform = Platform.boot(folder, "settings", "infra-1", "pg-test-1", "pg-test-2");
    platform.apply();
  }

  @AfterAll
  static void end() {
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  @Order(10)
  void everyFieldOfAUserIsInTheCatalog() throws Exception {
    platform.drill("users, every field", new UserDrills(platform)::usersAreAsDefined);
  }

  @Test
  @Order(20)
  void everyFieldOfADatabaseIsInTheCatalog() throws Exception {
    platform.drill("databases, every field", new DatabaseDrills(platform)::databasesAreAsDefined);
  }

  @Test
  @Order(25)
  void whatIsNotWantedGoesByName() throws Exception {
    platform.drill(
        "drop, recreate-database", new DatabaseDrills(platform)::whatIsNotWantedGoesByName);
  }

  @Test
  @Order(30)
  void aBaselineIsLoadedOnce() throws Exception {
    platform.drill("baseline", new SettingsDrills(platform)::aBaselineIsLoadedOnce);
  }

  @Test
  @Order(40)
  void aBaselineThatBreaksOffLeavesNothing() throws Exception {
    platform.drill(
        "baseline that breaks off", new SettingsDrills(platform)::aBrokenBaselineLeavesNothing);
  }

  @Test
  @Order(50)
  void filesLieBesideTheData() throws Exception {
    platform.drill("files beside the data", new SettingsDrills(platform)::filesLieBesideTheData);
  }

  @Test
  @Order(60)
  void aPausedClusterIsLeftToPeople() throws Exception {
    platform.drill("patroni_mode: pause", new SettingsDrills(platform)::aPausedClusterIsLeftAlone);
  }
}
