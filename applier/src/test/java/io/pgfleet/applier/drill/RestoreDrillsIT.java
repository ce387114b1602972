package io.pgfleet.applier.drill;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Backups in an object store, and all ways back from them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RestoreDrillsIT {
  @TempDir static Path folder;
  private static Platform platform;
  private static ObjectStore store;

  @BeforeAll
  static void begin() {
    platform = Platform.boot(folder, "restore", "infra-1", "pg-test-1", "pg-test-2", "pg-copy-1");
    store = platform.objectStore(folder.resolve("store"));
    platform.apply();
  }

  @AfterAll
  static void end() {
    if (store != null) {
      store.close();
    }
    if (platform != null) {
      platform.close();
    }
  }

  private static RestoreDrills drills() {
    return new RestoreDrills(platform, store);
  }

  @Test
  @Order(10)
  void backupsGoToAnObjectStore() throws Exception {
    platform.drill("backup to S3", drills()::backupsGoToAnObjectStore);
  }

  @Test
  @Order(20)
  void everyTargetIsMet() throws Exception {
    platform.drill("restore to name, lsn, xid, exclusive", drills()::everyTargetIsMet);
  }

  @Test
  @Order(30)
  void aNamedBackupComesBack() throws Exception {
    platform.drill("restore immediate, set", drills()::aNamedBackupComesBack);
  }

  @Test
  @Order(40)
  void itStopsForInspection() throws Exception {
    platform.drill("restore inspect, restore-finish", drills()::itStopsForInspection);
  }

  @Test
  @Order(45)
  void aPlannedRestoreIsDone() throws Exception {
    platform.drill("restore-planned (pg_pitr)", drills()::aPlannedRestoreIsDone);
  }

  @Test
  @Order(50)
  void anotherClustersDataComeHere() throws Exception {
    platform.drill(
        "restore from another cluster, rehearsal", drills()::anotherClustersDataComeHere);
  }

  @Test
  @Order(60)
  void aClusterComesBackFromNothing() throws Exception {
    platform.drill("disaster recovery", drills()::aClusterComesBackFromNothing);
  }

  @Test
  @Order(70)
  void aClusterComesBackWithoutItsStore() throws Exception {
    platform.drill(
        "disaster recovery without the store", drills()::aClusterComesBackWithoutItsStore);
  }

  @Test
  @Order(80)
  void aClusterIsRemoved() throws Exception {
    platform.drill("remove a cluster", drills()::aClusterIsRemoved);
  }
}
