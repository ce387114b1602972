package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real machine that applies its own part of a tree, with a JDK and without ssh. */
final class PullIT {
  @TempDir static Path shared;
  private static Fleet fleet;
  private static String container;

  @TempDir Path folder;

  @BeforeAll
  static void bootsAMachineWithAJdk() throws IOException, InterruptedException {
    fleet = Fleet.boot(shared.resolve(".ssh"), "pull");
    container = fleet.nodes().get(0).container();
    docker("exec", container, "mkdir", "-p", "/srv/lib", "/srv/jdk");
    // a distribution's JDK is full of links that lead elsewhere on this machine
    run(
        "sh",
        "-c",
        "tar -chC \"$1\" --ignore-failed-read bin conf lib | docker exec -i \"$2\" tar -xC /srv/jdk",
        "copy",
        System.getProperty("java.home"),
        container);
    Ended version = docker("exec", container, "/srv/jdk/bin/java", "-version");
    assertEquals(0, version.code(), version.said());
    int number = 0;
    for (String part : System.getProperty("java.class.path").split(":")) {
      Path path = Path.of(part);
      if (Files.isDirectory(path) && part.endsWith("/classes")) {
        docker("cp", part + "/.", container + ":/srv/lib/classes");
      } else if (part.endsWith(".jar")) {
        docker("cp", part, container + ":/srv/lib/" + number++ + ".jar");
      }
    }
  }

  @AfterAll
  static void removesIt() {
    if (fleet != null) {
      fleet.close();
    }
  }

  private record Ended(int code, String said) {}

  private static Ended docker(String... words) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("docker"));
    argv.addAll(List.of(words));
    return run(argv.toArray(String[]::new));
  }

  private static Ended run(String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    return new Ended(process.waitFor(), said.strip());
  }

  private Ended pull(String... words) throws IOException, InterruptedException {
    docker("exec", container, "rm", "-rf", "/srv/checkout");
    docker("cp", folder.toString(), container + ":/srv/checkout");
    List<String> argv =
        new ArrayList<>(
            List.of(
                "exec",
                container,
                "/srv/jdk/bin/java",
                "-cp",
                "/srv/lib/classes:/srv/lib/*",
                "io.pgfleet.applier.cli.Main",
                "--env",
                "test",
                "--out",
                "/srv/checkout/out",
                "--inventories",
                "/srv/checkout/inventories",
                "--local"));
    argv.addAll(List.of(words));
    return docker(argv.toArray(String[]::new));
  }

  private Scene scene() {
    return new Scene(
        new Scene.Place(
            fleet.nodes().get(0).address(),
            container,
            fleet.identity(),
            fleet.knownHosts(),
            fleet.bridge()),
        folder);
  }

  @Test
  void makesItselfEqualToItsPartAndRollsBackBehindAClosedGate()
      throws IOException, InterruptedException {
    Scene scene = scene();
    scene.tree("old");
    Ended first = pull();
    assertEquals(0, first.code(), first.said());
    scene.holds("old");
    scene.runs();
    assertTrue(pull().said().contains("nothing to do"));
    scene.tree("new", Scene.WORKS, "echo no pulse >&2; exit 1");
    Ended closed = pull();
    assertEquals(5, closed.code(), closed.said());
    assertTrue(closed.said().contains("no pulse"), closed.said());
    scene.holds("old");
    scene.runs();
  }

  @Test
  void leavesARestartThatNeedsAnothersTurnToARunOverAll() throws IOException, InterruptedException {
    Scene scene = scene();
    scene.more(
        tree ->
            tree.node("10.0.0.99")
                .step(
                    "two",
                    "{\"id\":\"roll\",\"kind\":\"run\",\"disruption\":\"x\",\"consumes\":[\"/etc/case/conf\"],"
                        + "\"nodes\":[\"10.0.0.99\",\""
                        + scene.host()
                        + "\"],\"argv\":[\"touch\",\"/etc/case-rolled\"]}"));
    scene.tree("new");
    Ended ended = pull();
    assertEquals(0, ended.code(), ended.said());
    scene.holds("new");
    assertEquals("", scene.root("ls /etc/case-rolled 2>/dev/null; true"));
  }
}
