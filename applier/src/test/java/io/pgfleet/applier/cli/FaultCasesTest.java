package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The cases of the fault suite on real machines, and what protects from each. */
final class FaultCasesTest {
  @Test
  void hasAtLeastFortyCasesOnRealMachinesAndNoTwoOfOneName() {
    List<String> names = MachineFaults.all().stream().map(MachineFaults.Case::name).toList();
    assertTrue(names.size() >= 40, "only " + names.size());
    assertEquals(names.size(), names.stream().collect(Collectors.toSet()).size());
  }

  @Test
  void everyProtectionThatIsTakenAwayIsThere() {
    for (MachineFaults.Case one : MachineFaults.all()) {
      assertTrue(one.protection().fits(), () -> one.name() + ": " + one.protection());
    }
  }
}
