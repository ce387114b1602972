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
 * What clients see when something fails, and when members come and go. Each drill makes what it
 * needs, so each can be run alone.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HaDrillsIT {
  @TempDir static Path folder;
  private static Platform platform;

  @BeforeAll
  static void begin() {
    platform = Platform.boot(folder, "ha", "infra-1", "pg-test-1", "pg-test-2", "pg-test-3");
    platform.apply();
  }

  @AfterAll
  static void end() {
    if (platform != null) {
      platform.close();
    }
  }

  private static FailureDrills failures() {
    return new FailureDrills(platform);
  }

  private static MembershipDrills membership() {
    return new MembershipDrills(platform);
  }

  private static SoftwareDrills software() {
    return new SoftwareDrills(platform);
  }

  @Test
  @Order(10)
  void aMemberIsAddedUnderLoad() throws Exception {
    platform.drill("add a member", membership()::aMemberIsAdded);
  }

  @Test
  @Order(20)
  void aKilledServerIsBackSoon() throws Exception {
    platform.drill("server killed", failures()::theServerIsKilled);
  }

  @Test
  @Order(30)
  void aKilledPatroniIsBackSoon() throws Exception {
    platform.drill("Patroni killed", failures()::patroniIsKilled);
  }

  @Test
  @Order(40)
  void readsGoAroundALostReplica() throws Exception {
    platform.drill("replica lost", failures()::aReplicaIsLost);
  }

  @Test
  @Order(50)
  void aLostMemberOfTheStoreIsNotNoticed() throws Exception {
    platform.drill("one etcd lost", failures()::oneMemberOfTheStoreIsLost);
  }

  @Test
  @Order(60)
  void writesGoOnWithoutTheStore() throws Exception {
    platform.drill("all etcd lost", failures()::theWholeStoreIsLost);
  }

  @Test
  @Order(70)
  void aLeaderThatIsCutOffGivesUp() throws Exception {
    platform.drill("leader cut off", failures()::theLeaderIsCutOff);
  }

  @Test
  @Order(80)
  void aMemberLeadsBecausePeopleSaySo() throws Exception {
    platform.drill("failover by hand", membership()::aMemberIsMadeToLead);
  }

  @Test
  @Order(85)
  void packagesAreUpgradedUnderLoad() throws Exception {
    platform.drill("upgrade packages", software()::packagesAreUpgraded);
  }

  @Test
  @Order(86)
  void anExtensionIsInstalled() throws Exception {
    platform.drill("install an extension", software()::anExtensionIsInstalled);
  }

  @Test
  @Order(90)
  void aMemberOfTheStoreIsReplaced() throws Exception {
    platform.drill("etcd member replaced", membership()::aMemberOfTheStoreIsReplaced);
  }

  @Test
  @Order(100)
  void aMemberIsRemovedUnderLoad() throws Exception {
    platform.drill("remove a member", membership()::aMemberIsRemoved);
  }

  @Test
  @Order(110)
  void aSynchronousClusterLosesNoWrite() throws Exception {
    platform.drill("synchronous, leader lost", membership()::aSynchronousClusterLosesNothing);
  }

  @Test
  @Order(120)
  void aMemberOfTheStoreGoesAndComesBack() throws Exception {
    platform.drill(
        "etcd member removed and added", membership()::aMemberOfTheStoreGoesAndComesBack);
  }

  @Test
  @Order(130)
  void aSurvivorLeadsAfterTwoOfThreeWereLost() throws Exception {
    platform.drill("two of three lost", membership()::twoOfThreeAreLost);
  }
}
