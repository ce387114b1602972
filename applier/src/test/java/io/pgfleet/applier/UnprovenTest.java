package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put back on machines where nothing failed, because no service there has taken it up. */
final class UnprovenTest {
  private static final List<String> HOSTS = List.of("10.0.0.1", "10.0.0.2", "10.0.0.3");
  private static final List<String> HEALTHY = List.of("healthy");

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void start() {
    story = new Story(folder);
    HOSTS.forEach(host -> story.machine(host).answer(HEALTHY, 0, ""));
  }

  private static Consumer<TreeFolder> rolling(String config) {
    String nodes = "\"nodes\":[\"10.0.0.1\",\"10.0.0.2\",\"10.0.0.3\"],";
    return tree -> {
      HOSTS.forEach(tree::node);
      tree.step("q", "{\"id\":\"files\",\"kind\":\"place\"," + nodes + "\"title\":\"place\"}")
          .step(
              "q",
              "{\"id\":\"unit\",\"kind\":\"unit\",\"disruption\":\"q\","
                  + nodes
                  + "\"unit\":\"m.service\",\"restartOn\":[\"/etc/m.conf\"]}")
          .step(
              "q",
              "{\"id\":\"gate\",\"kind\":\"gate\",\"after\":[\"unit\"],"
                  + nodes
                  + "\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]}}");
      for (String host : HOSTS) {
        tree.file(host, "files", "/etc/m.conf", config)
            .file(host, "files", "/etc/motd", config)
            .file(host, "files", "/etc/systemd/system/m.service", "[Service]\n");
      }
    };
  }

  @Test
  void putsBackElsewhereOnlyWhatNoServiceHasTakenUp() {
    story.tree(rolling("one")).apply();
    story.machine(HOSTS.get(1)).answer(HEALTHY, 1, "");
    RunResult result = story.tree(rolling("two")).apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertEquals(List.of("10.0.0.2"), result.rolledBack());
    assertEquals(List.of("/etc/m.conf"), result.aftermath().putBack().get("10.0.0.3"));
    assertEquals(1, result.aftermath().putBack().size());
    assertEquals("two", story.machine(HOSTS.get(0)).files().get("/etc/m.conf").text());
    assertEquals("one", story.machine(HOSTS.get(1)).files().get("/etc/m.conf").text());
    assertEquals("one", story.machine(HOSTS.get(2)).files().get("/etc/m.conf").text());
    assertEquals("two", story.machine(HOSTS.get(2)).files().get("/etc/motd").text());
    story.machine(HOSTS.get(1)).answer(HEALTHY, 0, "");
    story.forgetEvents();
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of(), story.machine(HOSTS.get(0)).events());
    assertEquals(
        List.of("put /etc/m.conf", "restart m.service"), story.machine(HOSTS.get(2)).events());
    assertFalse(story.plan().hasWork());
  }

  @Test
  void leavesWhatNeverRanElsewhereForTheNextRun() {
    story.machine(HOSTS.get(1)).answer(HEALTHY, 1, "");
    assertEquals(Status.ROLLED_BACK, story.tree(rolling("one")).apply().status());
    assertTrue(story.machine(HOSTS.get(2)).files().containsKey("/etc/m.conf"));
    assertFalse(story.machine(HOSTS.get(1)).files().containsKey("/etc/m.conf"));
  }
}
