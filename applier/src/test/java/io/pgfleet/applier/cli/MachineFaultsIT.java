package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fault suite on a machine with a real sshd and systemd. With {@code -Dpgfleet.mutations=true}
 * each case is also tried without what protects from it, and has to fail then; the outcome is in
 * {@code target/faults.tsv}.
 */
final class MachineFaultsIT {
  private static final long CASE_MINUTES = 3;

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
    return MachineFaults.all().stream()
        .filter(one -> one.name().matches(System.getProperty("pgfleet.case", ".*")))
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(), () -> one.story().accept(new Scene(place, fresh()))));
  }

  @TestFactory
  @EnabledIfSystemProperty(named = "pgfleet.mutations", matches = "true")
  Stream<DynamicTest> noticesWhenAProtectionIsGone() {
    List<String> lines = new ArrayList<>();
    return MachineFaults.all().stream()
        .map(one -> DynamicTest.dynamicTest("without: " + one.name(), () -> mutated(one, lines)));
  }

  private static void mutated(MachineFaults.Case one, List<String> lines) {
    Path classes = fresh();
    one.protection().into(classes);
    int code = run(one.name(), classes);
    lines.add(one.name() + "\t" + one.protection() + "\t" + (code == 1 ? "fails" : "PASSES"));
    MachineFaults.written(
        Path.of(System.getProperty("pgfleet.root"), "applier/target/faults.tsv"),
        String.join("\n", lines) + "\n");
    assertEquals(1, code, "the case does not notice that its protection is gone");
  }

  private static int run(String name, Path classes) {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dpgfleet.root=" + System.getProperty("pgfleet.root"),
            "-cp",
            classes + ":" + System.getProperty("java.class.path"),
            FaultCase.class.getName(),
            name,
            place.host(),
            place.container(),
            place.identity().toString(),
            place.knownHosts().toString(),
            place.bridge());
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(classes.resolve("said").toFile())
              .start();
      assertTrue(process.waitFor(CASE_MINUTES, TimeUnit.MINUTES), () -> name + " does not end");
      return process.exitValue();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static Path fresh() {
    try {
      return Files.createTempDirectory(shared, "case");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
