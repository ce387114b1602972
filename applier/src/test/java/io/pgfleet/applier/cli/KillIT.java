package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.tree.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of a run on a real machine: at every boundary of its journal, and at random instants;
 * {@code -Dpgfleet.kills=200} says at how many of them and {@code -Dpgfleet.seed=N} at which. What
 * came of it is in {@code target/kills.tsv}.
 */
@EnabledIfSystemProperty(named = "pgfleet.kills", matches = "[1-9][0-9]*")
final class KillIT {
  private static final int BYTES = 200_000;
  private static final int KILLED = 137;
  private static final int MORE_THAN_ANY_RUN = 200;

  /** From so many kills on every boundary is tried, else each fifth. */
  private static final int WHOLE = 50;

  private static final int SAMPLE = 5;

  @TempDir Path shared;
  @TempDir Path folder;
  private Fleet fleet;
  private Scene.Place place;
  private Scene scene;

  @BeforeEach
  void appliesAFirstTree() {
    fleet = Fleet.boot(shared.resolve(".ssh"), "kills");
    place =
        new Scene.Place(
            fleet.nodes().get(0).address(),
            fleet.nodes().get(0).container(),
            fleet.identity(),
            fleet.knownHosts(),
            fleet.bridge());
    scene = new Scene(place, folder);
    scene.applied("before");
  }

  @AfterEach
  void removesTheMachine() {
    fleet.close();
  }

  @Test
  void atRandomInstantsFilesAreWhollyOldOrNewAndTheNextRunConverges()
      throws IOException, InterruptedException {
    scene.tree(text(0));
    long whole = Math.max(1000, timed());
    long seed = Long.getLong("pgfleet.seed", 1L);
    Random random = new Random(seed);
    int kills = Integer.getInteger("pgfleet.kills");
    int unfinished = 0;
    for (int i = 1; i <= kills; i++) {
      scene.tree(text(i));
      long at = (long) (random.nextDouble() * whole);
      Process process = start(0);
      if (!process.waitFor(at, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        unfinished++;
      }
      converges(i, "kill " + i + " at " + at + " ms");
    }
    told(
        "seed %d: %d kills in runs of %d ms, %d before the run was done: all converged",
        seed, kills, whole, unfinished);
  }

  @Test
  void atEveryBoundaryFilesAreWhollyOldOrNewAndTheNextRunConverges()
      throws IOException, InterruptedException {
    scene.tree(text(0));
    timed();
    int step = Integer.getInteger("pgfleet.kills") < WHOLE ? SAMPLE : 1;
    int kills = 0;
    int boundary = 1;
    for (; boundary < MORE_THAN_ANY_RUN; boundary += step) {
      kills++;
      scene.tree(text(kills));
      int code = start(boundary).waitFor();
      converges(kills, "kill at boundary " + boundary + said());
      if (code != KILLED) {
        assertEquals(0, code, said());
        break;
      }
    }
    assertTrue(boundary > 20 && boundary < MORE_THAN_ANY_RUN, "boundaries: " + boundary);
    told("%d kills, at every boundary in steps of %d: all converged", kills - 1, step);
  }

  private void converges(int number, String when) {
    String seen = scene.root("sha256sum </etc/case/conf");
    assertTrue(
        Set.of(sha256(text(number - 1)), sha256(text(number))).contains(seen),
        when + " left neither the old nor the new file");
    assertEquals(0, scene.terminal().apply(), () -> when + ": " + scene.terminal().said());
    assertEquals(sha256(text(number)), scene.root("sha256sum </etc/case/conf"), when);
    scene.runs();
    assertEquals(0, scene.terminal().apply("--plan"), () -> when + scene.terminal().said());
    assertEquals("", scene.root("find /etc/case -name '*.pgfleet'"), when);
  }

  private static void told(String form, Object... figures) throws IOException {
    String line = String.format(Locale.ROOT, form, figures) + "\n";
    System.out.print(line);
    Path file = Path.of(System.getProperty("pgfleet.root"), "applier/target/kills.tsv");
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String text(int number) {
    return ("line " + number + "\n").repeat(BYTES / 10);
  }

  private static String sha256(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8)) + "  -";
  }

  private String said() throws IOException {
    return " (" + Files.readString(shared.resolve("said")).strip() + ")";
  }

  private long timed() throws IOException, InterruptedException {
    Instant begun = Instant.now();
    assertEquals(0, start(0).waitFor(), said());
    return Duration.between(begun, Instant.now()).toMillis();
  }

  /** Starts a run that kills itself at a boundary, if at any. */
  private Process start(int boundary) throws IOException {
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
                place.bridge(),
                Integer.toString(boundary)))
        .redirectErrorStream(true)
        .redirectOutput(shared.resolve("said").toFile())
        .start();
  }
}
