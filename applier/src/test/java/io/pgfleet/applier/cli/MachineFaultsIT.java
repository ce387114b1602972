package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
        .map(one -> DynamicTest.dynamicTest("without: " + one.name(), () -> mutated(one)));
  }

  /** All cases, or those whose name matches {@code -Dpgfleet.case}. */
  private static Stream<MachineFaults.Case> asked() {
    return MachineFaults.all().stream()
        .filter(one -> one.name().matches(System.getProperty("pgfleet.case", ".*")));
  }

  private static void mutated(MachineFaults.Case one) {
    Path classes = fresh();
    one.protection().into(classes);
    int code = run(one.name(), classes);
    told(one, code == 1 ? "fails" : "PASSES");
    assertEquals(1, code, "the case does not notice that its protection is gone");
  }

  /** The outcome takes the place of an earlier one of the same case. */
  private static void told(MachineFaults.Case one, String outcome) {
    Path file = Path.of(System.getProperty("pgfleet.root"), "applier/target/faults.tsv");
    SortedMap<String, String> lines = new TreeMap<>();
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(line -> lines.put(line.split("\t")[0], line));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    lines.put(one.name(), one.name() + "\t" + one.protection() + "\t" + outcome);
    MachineFaults.written(file, String.join("\n", lines.values()) + "\n");
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
