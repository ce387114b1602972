package io.pgfleet.applier.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that goes wrong at 3 a.m., by name. With {@code -Dpgfleet.mutations=true} each case is
 * also tried without what protects from it, and has to fail then, while the program still works
 * where nothing goes wrong.
 */
final class FaultSuiteTest {
  @TempDir Path folder;

  @Test
  void nothingGoesWrong() {
    new FaultTrial(fresh()).fair();
  }

  @TestFactory
  Stream<DynamicTest> faults() {
    return asked()
        .map(
            fault ->
                DynamicTest.dynamicTest(fault.name(), () -> new FaultTrial(fresh()).of(fault)));
  }

  @TestFactory
  @EnabledIfSystemProperty(named = "pgfleet.mutations", matches = "true")
  Stream<DynamicTest> noticesWhenAProtectionIsGone() {
    return asked()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    "without: " + fault.name(),
                    () ->
                        new Unprotected("memory", fault.name(), fault.protection())
                            .fails(fresh(), List.of())));
  }

  /** All cases, or those whose name matches {@code -Dpgfleet.case}. */
  private static Stream<Fault> asked() {
    return Faults.all().stream()
        .filter(one -> one.name().matches(System.getProperty("pgfleet.case", ".*")));
  }

  private Path fresh() {
    try {
      return Files.createTempDirectory(folder, "fault");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
