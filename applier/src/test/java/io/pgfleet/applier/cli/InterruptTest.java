package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C at a real process: once finishes the running step, twice stops now. */
final class InterruptTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Process process;

  @BeforeEach
  void aRunOfThreeSteps() throws IOException {
    Files.createDirectories(folder.resolve("inventories/test"));
    Files.writeString(folder.resolve("inventories/test/env.yml"), "demo: true\n");
    new TreeFolder(folder.resolve("out/test"))
        .node("10.0.0.1")
        .step("one", "{\"id\":\"a\",\"kind\":\"run\",\"nodes\":[\"10.0.0.1\"],\"argv\":[\"slow\"]}")
        .step(
            "one",
            "{\"id\":\"b\",\"kind\":\"gate\",\"nodes\":[\"10.0.0.1\"],\"after\":[\"a\"],"
                + "\"probe\":{\"kind\":\"command\",\"argv\":[\"pulse\"]}}")
        .step(
            "two", "{\"id\":\"c\",\"kind\":\"run\",\"nodes\":[\"10.0.0.1\"],\"argv\":[\"quick\"]}")
        .written();
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SlowProgram.class.getName(),
                folder.toString(),
                "--env",
                "test",
                "--out",
                folder.resolve("out").toString(),
                "--inventories",
                folder.resolve("inventories").toString())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void interruptAt(String command) throws IOException, InterruptedException {
    Eventually.within(LIMIT, command, () -> Files.exists(folder.resolve(command)));
    assertEquals(0, new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor());
  }

  private void heard(String words) {
    Eventually.within(LIMIT, words, () -> text("stderr").contains(words));
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException absent) {
      return "";
    }
  }

  private int code() throws InterruptedException {
    assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), () -> text("stderr"));
    return process.exitValue();
  }

  private void go() throws IOException {
    Files.writeString(folder.resolve("go"), "");
  }

  @Test
  void onceAtAStepFinishesItRecordsItAndSaysHowToGoOn() throws IOException, InterruptedException {
    start();
    interruptAt("slow");
    heard("finishing the running step; once more stops now");
    assertTrue(process.isAlive(), "the step still runs");
    go();
    assertEquals(130, code(), () -> text("stderr"));
    assertTrue(text("stdout").contains("events [run slow]\n"), text("stdout"));
    assertTrue(text("stdout").contains("interrupted; run the same command again to go on"));
    assertTrue(journal().contains("\"event\":\"step-done\""), this::journal);
    assertTrue(journal().contains("\"event\":\"run-stopped\""), this::journal);
    assertFalse(Files.exists(folder.resolve("pulse")), "the gate was not asked any more");
  }

  @Test
  void onceAtAGateEndsAfterItOpened() throws IOException, InterruptedException {
    new TreeFolder(folder.resolve("out/test"))
        .node("10.0.0.1")
        .step(
            "one",
            "{\"id\":\"b\",\"kind\":\"gate\",\"nodes\":[\"10.0.0.1\"],"
                + "\"probe\":{\"kind\":\"command\",\"argv\":[\"pulse\"]}}")
        .step(
            "two", "{\"id\":\"c\",\"kind\":\"run\",\"nodes\":[\"10.0.0.1\"],\"argv\":[\"quick\"]}")
        .written();
    start();
    interruptAt("pulse");
    heard("finishing the running step");
    go();
    assertEquals(130, code(), () -> text("stderr"));
    assertTrue(text("stdout").contains("events []\n"), text("stdout"));
    assertTrue(journal().contains("\"event\":\"step-done\""), this::journal);
  }

  @Test
  void twiceStopsNow() throws IOException, InterruptedException {
    start();
    interruptAt("slow");
    heard("finishing the running step");
    interruptAt("slow");
    assertEquals(130, code());
    assertTrue(text("stderr").contains("stopped now; the same command goes on from here"));
    assertFalse(journal().contains("step-done"), this::journal);
  }

  private String journal() {
    try (var files = Files.walk(folder.resolve("state"))) {
      StringBuilder text = new StringBuilder();
      for (Path file : List.copyOf(files.filter(Files::isRegularFile).toList())) {
        text.append(Files.readString(file));
      }
      return text.toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
