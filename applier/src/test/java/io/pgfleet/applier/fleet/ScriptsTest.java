package io.pgfleet.applier.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the scripts say to somebody who holds them wrong; nothing here needs a container engine. */
final class ScriptsTest {

  private static final Path ROOT = Path.of(System.getProperty("pgfleet.root"));

  @Test
  void helpOfTheSandboxBeginsWithExamples() throws Exception {
    Answer answer = run(Map.of(), "applier/bin/sandbox", "--help");
    assertEquals(0, answer.code(), answer.error());
    assertTrue(answer.out().startsWith("Examples:"), answer.out());
  }

  @Test
  void unknownCommandsAndNodesAreWrongUsage() throws Exception {
    assertEquals(64, run(Map.of(), "applier/bin/sandbox").code());
    assertEquals(64, run(Map.of(), "applier/bin/sandbox", "upp").code());
    assertEquals(64, run(Map.of(), "applier/bin/sandbox", "up", "now").code());
    Answer stranger = run(Map.of(), "applier/bin/sandbox", "ssh", "10.10.10.99");
    assertEquals(64, stranger.code());
    assertTrue(stranger.error().contains("use one of pg-meta-1"), stranger.error());
    assertEquals("", stranger.out());
  }

  @Test
  void launchersNameTheRemedyForAWrongJavaHome() throws Exception {
    for (String launcher : List.of("applier/bin/apply", "compiler/bin/compile")) {
      Answer answer = run(Map.of("JAVA_HOME", "/nowhere"), launcher, "--version");
      assertEquals(1, answer.code());
      assertTrue(answer.error().contains("JAVA_HOME '/nowhere' has no bin/java; "), answer.error());
    }
  }

  @Test
  void programsThatCrashLeaveNoCopyOfTheirMemory() throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", ". \"$1\"; ulimit -c", "bash", ".mvn/launch.sh")
            .directory(ROOT.toFile())
            .start();
    String limit = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("0", limit.strip());
    for (String launcher : List.of("applier/bin/apply", "compiler/bin/compile")) {
      assertTrue(Files.readString(ROOT.resolve(launcher)).contains(".mvn/launch.sh"));
    }
  }

  @Test
  void leavingOutRealNodesIsSaidLoudly() throws Exception {
    Answer answer = run(Map.of(), "applier/sandbox/image.sh", "--skip=true");
    assertEquals(0, answer.code(), answer.error());
    assertTrue(answer.error().contains("SKIPPED"), answer.error());
  }

  private static Answer run(Map<String, String> environment, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(ROOT.resolve(script).toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), out.strip(), error.strip());
  }
}
