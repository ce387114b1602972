package io.pgfleet.applier.node;

import io.pgfleet.applier.fleet.Fleet;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of machine does, over ssh on a real one. */
class SshNodeIT {
  @TempDir static Path folder;
  private static Fleet fleet;
  private static SshTrialMachine trial;

  @BeforeAll
  static void bootsAMachine() {
    fleet = Fleet.boot(folder.resolve(".ssh"), "contract");
    trial = new SshTrialMachine(fleet);
  }

  @AfterAll
  static void removesIt() {
    if (fleet != null) {
      trial.nodes().close();
      fleet.close();
    }
  }

  @Nested
  class Looking extends LookingContract {
    Looking() {
      super(trial);
    }
  }

  @Nested
  class Placing extends PlacementContract {
    Placing() {
      super(trial);
    }
  }

  @Nested
  class Locking extends LockContract {
    Locking() {
      super(trial);
    }
  }

  @Nested
  class ChangingTheSystem extends SystemContract {
    ChangingTheSystem() {
      super(trial);
    }
  }
}
