package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The cases of the fault suites, and what protects from each. */
final class FaultCasesTest {
  private static final List<String> ON_MACHINES =
      MachineFaults.all().stream().map(MachineFaults.Case::name).toList();
  private static final List<String> IN_MEMORY = Faults.all().stream().map(Fault::name).toList();

  @Test
  void hasAtLeastSixtyCasesAndFortyOfThemOnRealMachines() {
    assertTrue(ON_MACHINES.size() >= 40, "only " + ON_MACHINES.size());
    assertTrue(IN_MEMORY.size() >= 60, "only " + IN_MEMORY.size());
  }

  @Test
  void noTwoCasesOfASuiteHaveOneName() {
    for (List<String> names : List.of(ON_MACHINES, IN_MEMORY)) {
      assertEquals(names.size(), names.stream().collect(Collectors.toSet()).size());
    }
  }

  @Test
  void everyProtectionThatIsTakenAwayIsThere() {
    MachineFaults.all().forEach(one -> isThere(one.name(), one.protection()));
    Faults.all().forEach(one -> isThere(one.name(), one.protection()));
  }

  private static void isThere(String name, Mutation protection) {
    assertTrue(protection.fits(), () -> name + ": " + protection);
  }
}
