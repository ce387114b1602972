package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BesideDataTest {
  private static final String FOLDER = "/data/postgres/pg-test-15/conf/files";

  @TempDir Path directory;

  private RenderedFleet rendered() throws IOException {
    Path files = directory.resolve("inventories/test/files/of");
    Files.createDirectories(files);
    Files.writeString(files.resolve("licence.key"), "1234\n");
    return ClusterFixture.rendered(directory, "pg_files: [of/licence.key]");
  }

  private static List<Step> steps(RenderedFleet fleet) {
    return fleet.contribution().steps().stream()
        .map(PhasedStep::step)
        .filter(one -> one.id().startsWith("pgsql.files"))
        .toList();
  }

  @Test
  void everyMemberGetsTheFileOutsideOfTheServersDirectory() throws IOException {
    RenderedFleet fleet = rendered();
    for (String host : List.of("10.10.10.11", "10.10.10.12", "10.10.10.13")) {
      assertEquals("1234\n", fleet.text(host + ":" + FOLDER + "/licence.key"));
    }
    Artifact.File file =
        fleet.contribution().artifacts().stream()
            .filter(Artifact.File.class::isInstance)
            .map(Artifact.File.class::cast)
            .filter(one -> one.path().startsWith(FOLDER))
            .findFirst()
            .orElseThrow();
    assertEquals("0600", file.ownership().mode());
    assertEquals("postgres", file.ownership().owner());
  }

  @Test
  void membersRestartOneByOneOnlyAfterTheyGotIt() throws IOException {
    List<Step> steps = steps(rendered());
    assertEquals(
        List.of("pgsql.files@pg-test", "pgsql.files.restart@pg-test", "pgsql.files.ready@pg-test"),
        steps.stream().map(Step::id).toList());
    assertEquals(List.of("pgsql.files@pg-test"), steps.get(1).when().after());
    assertEquals("last", steps.get(1).where().strategy().kind());
    assertEquals("pg-test", steps.get(1).where().disruption().orElseThrow());
  }

  @Test
  void isCopiedOnceAndAgainWhenItDiffers() throws Exception {
    Step copy = steps(rendered()).get(0);
    Path from = Files.createDirectories(directory.resolve("conf files"));
    Path to = Files.createDirectories(directory.resolve("data"));
    Files.writeString(from.resolve("licence.key"), "1234\n");
    List<String> guard = copy.when().guard().orElseThrow().argv();
    List<String> act = ((Action.Run) copy.action()).argv();
    assertEquals(1, exit(guard, from, to));
    assertEquals(0, exit(act, from, to));
    assertEquals("1234\n", Files.readString(to.resolve("licence.key")));
    assertEquals(0, exit(guard, from, to));
    Files.writeString(to.resolve("licence.key"), "changed\n");
    assertEquals(1, exit(guard, from, to));
    assertEquals(0, exit(act, from, to));
    assertEquals(0, exit(guard, from, to));
  }

  @Test
  void aClusterWithoutFilesHasNoSuchStep() {
    assertTrue(steps(ClusterFixture.rendered(directory, "pg_files: []")).isEmpty());
  }

  /** The same command between these folders, as the account and group of this test. */
  private static int exit(List<String> argv, Path from, Path to) throws Exception {
    List<String> here = new ArrayList<>(argv);
    here.set(2, here.get(2).replace("-g postgres ", ""));
    here.set(4, from.toString());
    here.set(5, to.toString());
    here.set(6, System.getProperty("user.name"));
    Process process = new ProcessBuilder(here).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }
}
