package io.pgfleet.compiler.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.Pki;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.render.Renderer;
import io.pgfleet.compiler.render.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LayoutTest {
  private static final String HOST = "10.0.0.1";
  private static final ArtifactType TEXT =
      new ArtifactType("m.text", "none", Void.class, Format.TEXT, "none");
  private static final ArtifactType UNIT =
      new ArtifactType("m.unit", "none", Void.class, Format.SYSTEMD, "systemd-analyze verify");

  private final List<Artifact> artifacts = new ArrayList<>();
  private final List<Contribution.PhasedStep> steps = new ArrayList<>();

  @Test
  void writesManifestsThatSatisfyTheContract() throws IOException {
    everyKind();
    Tree tree = tree();
    TreeSchemas.of().verify(tree);
    JsonNode node = json(tree, "nodes/10.0.0.1/manifest.json");
    assertEquals(
        List.of("/a", "/a/b", "/a/l", "/etc/hosts", "/etc/systemd/system/x.service"),
        node.path("entries").findValuesAsText("path"));
    assertEquals("p/q@abcdefgh|yaml", node.path("entries").get(1).path("secrets").get(0).asText());
    JsonNode top = json(tree, "manifest.json");
    assertEquals(
        Sha256.of(tree.files().get("nodes/10.0.0.1/manifest.json")),
        top.path("nodes").path(HOST).path("sha256").asText());
    assertEquals("prepare", top.path("phases").get(0).path("name").asText());
    assertEquals(9, top.findValuesAsText("undo").size());
  }

  @Test
  void readmeMapsHostsToNodesAndRoles() {
    file("/x", "m.place");
    place();
    String readme = new String(tree().files().get("README.md"), StandardCharsets.UTF_8);
    assertTrue(readme.contains("\n| 10.0.0.1 | node-1 | – | – | m |\n"), readme);
  }

  @Test
  void refusesTwoFilesAtOnePath() {
    file("/x", "m.place");
    file("/x", "m.place");
    place();
    assertRefuses("10.0.0.1: two entries at '/x': of steps 'm.place' and 'm.place'");
  }

  @Test
  void refusesPathsThroughALink() {
    artifacts.add(new Artifact.Link(HOST, "/pg", "/data/pg", "m.place"));
    file("/pg/x", "m.place");
    place();
    assertRefuses("10.0.0.1: '/pg/x' passes through the link '/pg'");
  }

  @Test
  void refusesUnsafePaths() {
    for (String path : List.of("relative", "/a/../b", "/a//b", "/a/", "/a/./b", "/a\nb", "/")) {
      artifacts.clear();
      file(path, "m.place");
      place();
      assertTrue(fails().contains("is no safe path"), path);
    }
  }

  @Test
  void refusesABlockInAFileThatIsOwnedWhole() {
    file("/x", "m.place");
    artifacts.add(new Artifact.Block(TEXT, HOST, "/x", "id", "m.place", new Content.Text("l\n")));
    place();
    assertRefuses("10.0.0.1: a block and a file at '/x'");
  }

  @Test
  void refusesEntriesWhoseStepDoesNotPlaceThere() {
    file("/x", "m.nope");
    assertRefuses("10.0.0.1: '/x' names the unknown step 'm.nope'");
    add(Step.of("m.nope", "t", "m", here(), new Action.Run(List.of("true"), Optional.empty())));
    assertRefuses("10.0.0.1: '/x' names the step 'm.nope', which is no place step on that host");
  }

  @Test
  void refusesStepsThatNameWhatDoesNotExist() {
    file("/x", "m.place");
    place();
    Step.When when =
        new Step.When(List.of("/y", "/z/*"), List.of("m.later"), false, Optional.empty(), true);
    Action run = new Action.Run(List.of("true"), Optional.of("groups/g/x.sql"));
    Step.Where where = Step.Where.each(List.of(HOST, "10.0.0.9")).group("nowhere");
    add(Step.of("m.run", "t", "m", where, run).when(when));
    add(Step.of("m.empty", "t", "m", here(), new Action.Place()));
    String message = fails();
    for (String part :
        List.of(
            "'/y', which matches",
            "'/z/*', which",
            "'m.later', no earlier step",
            "'groups/g/x.sql'",
            "unknown node '10.0.0.9'",
            "unknown group 'nowhere'",
            "'m.empty' places nothing")) {
      assertTrue(message.contains(part), part + " in " + message);
    }
  }

  @Test
  void refusesTwoStepsWithOneId() {
    file("/x", "m.place");
    place();
    place();
    assertRefuses("two steps with the id 'm.place'");
  }

  @Test
  void refusesToReloadAUnitThatCannot() {
    unitFile("[Service]\nExecStart=/x\n");
    place();
    Action unit =
        new Action.Unit(
            "x.service", "started", true, List.of(), List.of("/etc/systemd/system/*"), List.of());
    add(Step.of("m.unit", "t", "m", here(), unit));
    assertTrue(fails().contains("step 'm.unit' reloads x.service, which has neither"));
    artifacts.clear();
    unitFile("[Service]\nExecStart=/x\nExecReload=/y\n");
    tree();
  }

  private void everyKind() {
    artifacts.add(new Artifact.Directory(HOST, "/a", Ownership.ROOT_0755, "m.place"));
    artifacts.add(
        new Artifact.File(
            TEXT,
            HOST,
            "/a/b",
            Ownership.ROOT_0644,
            "m.place",
            new Content.Text("x {secret:p/q@abcdefgh|yaml}\n")));
    artifacts.add(new Artifact.Link(HOST, "/a/l", "b", "m.place"));
    artifacts.add(
        new Artifact.Block(TEXT, HOST, "/etc/hosts", "m-1", "m.place", new Content.Text("l\n")));
    unitFile("[Service]\nExecStart=/x\n");
    artifacts.add(new Artifact.Payload(TEXT, "etcd", "sql/a.sql", new Content.Text("x\n")));
    place();
    Step.Where probed = Step.Where.probed("etcd", List.of(HOST), List.of("true"));
    String payload = "groups/etcd/sql/a.sql";
    add(Step.of("m.packages", "t", "m", here(), new Action.Packages("apt", List.of("x"))));
    add(
        Step.of(
            "m.user",
            "t",
            "m",
            here(),
            new Action.User("u", Optional.empty(), "u", List.of("g"), "/home/u", "/bin/sh")));
    add(
        Step.of(
            "m.unit",
            "t",
            "m",
            here().strategy(Step.Strategy.batch(1)).disruption("etcd"),
            new Action.Unit(
                "x.service",
                "started",
                true,
                List.of("/a/b", "/etc/hosts#m-1"),
                List.of("/etc/systemd/system/*"),
                List.of("systemctl", "x"))));
    add(
        Step.of(
                "m.run",
                "t",
                "m",
                here().strategy(Step.Strategy.last(List.of("true"))),
                new Action.Run(List.of("true"), Optional.of(payload)))
            .when(Step.When.unless(List.of("false")).guardYieldsToChanges())
            .undo(Step.Undo.command(List.of("true"))));
    add(
        Step.of(
                "m.sql",
                "t",
                "m",
                probed,
                new Action.Sql(
                    List.of("psql"), payload, List.of(new Action.Sql.Item("i", payload))))
            .undo(Step.Undo.irreversible()));
    add(
        Step.of("m.live", "t", "m", probed, new Action.Live(payload, List.of("r"), List.of("w")))
            .timeoutSeconds(5));
    Action.Probe http = new Action.Probe.Http("http://127.0.0.1/", List.of(200));
    add(
        Step.of("m.gate", "t", "m", here(), new Action.Gate(http, 9, List.of("x.service")))
            .when(Step.When.after("m.unit"))
            .undo(Step.Undo.none()));
    Action.Probe tcp = new Action.Probe.Tcp("127.0.0.1", 80);
    add(Step.of("m.gate2", "t", "m", here(), new Action.Gate(tcp, 9, List.of())));
  }

  private void unitFile(String text) {
    artifacts.add(
        new Artifact.File(
            UNIT,
            HOST,
            "/etc/systemd/system/x.service",
            Ownership.ROOT_0644,
            "m.place",
            new Content.Text(text)));
  }

  private void file(String path, String step) {
    artifacts.add(
        new Artifact.File(TEXT, HOST, path, Ownership.ROOT_0644, step, new Content.Text("x\n")));
  }

  private void place() {
    add(Step.of("m.place", "place files", "m", here(), new Action.Place()));
  }

  private void add(Step step) {
    steps.add(new Contribution.PhasedStep(Phase.PREPARE, step));
  }

  private static Step.Where here() {
    return Step.Where.each(List.of(HOST));
  }

  private void assertRefuses(String problem) {
    assertTrue(List.of(fails().split("\n")).contains(problem), fails());
  }

  private String fails() {
    return assertThrows(InvalidTreeException.class, this::tree).getMessage();
  }

  private Tree tree() {
    Node node =
        new Node(
            HOST,
            "node-1",
            "nodes",
            null,
            new Node.Connection(HOST, 22, Optional.of("admin"), true, Optional.empty()),
            null);
    EtcdCluster etcd = new EtcdCluster("etcd", List.of());
    Fleet fleet =
        new Fleet(
            "test",
            true,
            PackageSource.DEBIAN,
            null,
            null,
            List.of(node),
            List.of(),
            Optional.of(etcd),
            List.of(),
            Pki.none());
    return Layout.of(
        fleet,
        List.of(new Contribution(artifacts, steps)),
        new Renderer(Path.of(".")),
        new Provenance("0.1.0", Sha256.of(new byte[0])));
  }

  private static JsonNode json(Tree tree, String path) throws IOException {
    return new ObjectMapper().readTree(tree.files().get(path));
  }
}
