package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.tree.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random instants of a run on a real machine; {@code -Dpgfleet.kills=200} says how often
 * and {@code -Dpgfleet.seed=N} which instants.
 */
@EnabledIfSystemProperty(named = "pgfleet.kills", matches = "[1-9][0-9]*")
final class KillIT {
  private static final int BYTES = 200_000;

  @TempDir Path shared;
  @TempDir Path folder;

  @Test
  void eachFileIsWhollyOldOrWhollyNewAndTheNextRunConverges()
      throws IOException, InterruptedException {
    try (Fleet fleet = Fleet.boot(shared.resolve(".ssh"), "kills")) {
      Scene.Place place =
          new Scene.Place(
              fleet.nodes().get(0).address(),
              fleet.nodes().get(0).container(),
              fleet.identity(),
              fleet.knownHosts(),
              fleet.bridge());
      Scene scene = new Scene(place, folder);
      scene.applied("before");
      scene.tree(text(0));
      long whole = Math.max(1000, timed(place));
      Random random = new Random(Long.getLong("pgfleet.seed", 1L));
      int kills = Integer.getInteger("pgfleet.kills");
      int unfinished = 0;
      for (int i = 1; i <= kills; i++) {
        scene.tree(text(i));
        long at = (long) (random.nextDouble() * whole);
        Process process = start(place);
        if (!process.waitFor(at, TimeUnit.MILLISECONDS)) {
          process.destroyForcibly().waitFor();
          unfinished++;
        }
        String seen = scene.root("sha256sum </etc/case/conf");
        assertTrue(
            Set.of(sha256(text(i - 1)), sha256(text(i))).contains(seen),
            "kill " + i + " at " + at + " ms left neither the old nor the new file");
        assertEquals(0, scene.terminal().apply(), scene.terminal()::said);
        assertEquals(sha256(text(i)), scene.root("sha256sum </etc/case/conf"));
        scene.runs();
      }
      System.out.printf(
          "%d kills in runs of %d ms, %d before the run was done: all converged%n",
          kills, whole, unfinished);
    }
  }

  private static String text(int number) {
    return ("line " + number + "\n").repeat(BYTES / 10);
  }

  private static String sha256(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8)) + "  -";
  }

  private long timed(Scene.Place place) throws IOException, InterruptedException {
    Instant begun = Instant.now();
    assertEquals(0, start(place).waitFor());
    return Duration.between(begun, Instant.now()).toMillis();
  }

  private Process start(Scene.Place place) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledProgram.class.getName(),
                folder.toString(),
                place.host(),
                place.identity().toString(),
                place.knownHosts().toString(),
                place.bridge()))
        .redirectErrorStream(true)
        .redirectOutput(shared.resolve("said").toFile())
        .start();
  }
}
