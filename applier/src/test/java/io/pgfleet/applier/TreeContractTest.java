package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.node.Content;
import io.pgfleet.applier.node.DirectoryNodes;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Placement;
import io.pgfleet.applier.plan.Kind;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.secret.Surroundings;
import io.pgfleet.applier.tree.Digests;
import io.pgfleet.applier.tree.Entry;
import io.pgfleet.applier.tree.NodeManifest;
import io.pgfleet.applier.tree.Step;
import io.pgfleet.applier.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiler's golden trees, as files, are what the applier reads. */
class TreeContractTest {
  @TempDir Path folder;

  private static Path goldens() {
    return Path.of(System.getProperty("pgfleet.root"), "compiler", "src", "test", "golden");
  }

  static Stream<Path> stories() throws IOException {
    try (Stream<Path> all = Files.list(goldens())) {
      return all
          .filter(story -> Files.exists(story.resolve("expected")))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void thereAreGoldenTrees() throws IOException {
    assertTrue(stories().count() >= 3);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyGoldenTreeIsReadWhole(Path story) {
    Tree tree = Tree.read(story.resolve("expected"));

    assertFalse(tree.nodes().isEmpty());
    assertEquals(new TreeSet<>(tree.nodes().keySet()), new TreeSet<>(tree.connections().keySet()));
    for (Step step : tree.steps()) {
      assertFalse(step.nodes().isEmpty(), step.id() + " runs nowhere");
      assertTrue(Kind.of(step) != null, step.id());
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everySecretReferenceIsResolvedAndDeclared(Path story) {
    Tree tree = Tree.read(story.resolve("expected"));
    Secrets secrets = Secrets.read(story, new Surroundings(Optional.empty(), Map.of(), story));
    int references = 0;
    for (NodeManifest node : tree.nodes().values()) {
      for (Entry entry : node.entries()) {
        if (entry.hasPayload()) {
          byte[] payload = tree.payload(node.host(), entry);
          int found = Secrets.references(payload).size();
          // what declares no secret is never looked at again
          assertEquals(found > 0, !entry.secrets().isEmpty(), node.host() + ":" + entry.name());
          assertNoReference(secrets.resolve(entry.name(), payload), entry.name());
          references += found;
        }
      }
    }
    for (String path : tree.digests().keySet()) {
      assertNoReference(secrets.resolve(path, tree.payload(path)), path);
    }
    assertTrue(references > 0, "no secret was seen");
  }

  private static void assertNoReference(byte[] resolved, String where) {
    assertFalse(new String(resolved, StandardCharsets.ISO_8859_1).contains("{secret:"), where);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyEntryCanBePlaced(Path story) throws IOException {
    Tree tree = Tree.read(story.resolve("expected"));
    for (NodeManifest manifest : tree.nodes().values()) {
      try (DirectoryNodes nodes = new DirectoryNodes(folder);
          Node node = nodes.open(manifest.host())) {
        List<Content> contents = new ArrayList<>();
        List<Placement.Change> changes = new ArrayList<>();
        for (Entry entry : manifest.entries()) {
          if (entry.hasPayload()) {
            contents.add(new Content(entry.name(), tree.payload(manifest.host(), entry)));
          }
          changes.add(
              new Placement.Change(
                  "put",
                  entry.kind(),
                  entry.path(),
                  entry.id(),
                  entry.owner(),
                  entry.group(),
                  entry.mode(),
                  entry.target()));
        }
        node.stage("run", contents);
        node.place(new Placement("run", changes, null));
        assertPlaced(manifest);
      }
    }
  }

  private void assertPlaced(NodeManifest manifest) throws IOException {
    for (Entry entry : manifest.entries()) {
      Path place = folder.resolve(manifest.host()).resolve(entry.path().substring(1));
      if (entry.kind().equals("file")) {
        assertEquals(entry.sha256(), sha256(place), entry.name());
      } else if (entry.kind().equals("link")) {
        // in a folder that stands for a machine a link leads to what stands for its target
        Path machine = folder.resolve(manifest.host());
        Path target = machine.resolve(entry.target().replaceFirst("^/", ""));
        Path wanted =
            entry.target().startsWith("/") ? target : place.resolveSibling(entry.target());
        Path led = place.resolveSibling(Files.readSymbolicLink(place));
        assertEquals(wanted.normalize(), led.normalize(), entry.name());
        // so that nothing which leads out of this folder is left to whoever clears it
        Files.delete(place);
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    return Digests.sha256(Files.readAllBytes(file));
  }
}
