package io.pgfleet.applier.cli;

import io.pgfleet.applier.fleet.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fault suite on a machine with a real sshd and systemd. With {@code -Dpgfleet.mutations=true}
 * each case is also tried without what protects from it, and has to fail then, while the program
 * still works where nothing goes wrong.
 */
final class MachineFaultsIT {
  @TempDir static Path shared;
  private static Fleet fleet;
  private static Scene.Place place;

  @BeforeAll
  static void bootsAMachine() {
    fleet = Fleet.boot(shared.resolve(".ssh"), "faults");
    place =
        new Scene.Place(
            fleet.nodes().get(0).address(),
            fleet.nodes().get(0).container(),
            fleet.identity(),
            fleet.knownHosts(),
            fleet.bridge());
  }

  @AfterAll
  static void removesIt() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> faults() {
    return asked()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(), () -> one.story().accept(new Scene(place, fresh()))));
  }

  @TestFactory
  @EnabledIfSystemProperty(named = "pgfleet.mutations", matches = "true")
  Stream<DynamicTest> noticesWhenAProtectionIsGone() {
    return asked()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    "without: " + one.name(),
                    () ->
                        new Unprotected("machines", one.name(), one.protection())
                            .fails(fresh(), FaultCase.words(place))));
  }

  /** All cases, or those whose name matches {@code -Dpgfleet.case}. */
  private static Stream<MachineFaults.Case> asked() {
    return MachineFaults.all().stream()
        .filter(one -> one.name().matches(System.getProperty("pgfleet.case", ".*")));
  }

  private static Path fresh() {
    try {
      return Files.createTempDirectory(shared, "case");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
