package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The machine in memory does what a real one does, and what only it can do. */
class FakeNodeTest {
  private final FakeTrialMachine trial = new FakeTrialMachine();

  @Nested
  class Looking extends LookingContract {
    Looking() {
      super(new FakeTrialMachine());
    }
  }

  @Nested
  class Placing extends PlacementContract {
    Placing() {
      super(new FakeTrialMachine());
    }
  }

  @Nested
  class Locking extends LockContract {
    Locking() {
      super(new FakeTrialMachine());
    }
  }

  @Nested
  class ChangingTheSystem extends SystemContract {
    ChangingTheSystem() {
      super(new FakeTrialMachine());
    }
  }

  @BeforeEach
  void furnish() {
    trial.clean();
  }

  @Test
  void losesTheConnectionAndTheLockWhenAnOperationFails() {
    trial.machine().faults().failAt(2, FakeFaults.Moment.AFTER);
    Node node = trial.nodes().open(trial.host());
    node.lock(new Holder("run", "a test", ""));

    node.record(new byte[] {'x'});
    assertThrows(NodeException.class, node::flush);
    assertThrows(NodeException.class, () -> node.record(new byte[] {'y'}));

    Node other = trial.nodes().open(trial.host());
    other.lock(new Holder("run-2", "a test", ""));
    byte[] record = trial.machine().record().orElseThrow();
    assertEquals("x", new String(record, StandardCharsets.UTF_8));
  }

  @Test
  void refusesEveryChangeWhenItIsReadOnly() {
    trial.machine().faults().refuseWrites();
    Node node = trial.nodes().open(trial.host());

    assertThrows(NodeException.class, () -> node.lock(new Holder("run", "a test", "")));
    node.observe(new Question(List.of("/etc"), List.of(), List.of(), List.of()));
  }
}
