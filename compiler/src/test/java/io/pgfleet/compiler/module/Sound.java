package io.pgfleet.compiler.module;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.render.Renderer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold for everything that a module contributes. */
public final class Sound {
  private final Module module;
  private final Contribution contribution;
  private final Renderer renderer =
      new Renderer(Path.of(System.getProperty("pgfleet.root"), "templates"));
  private final Set<String> paths = new HashSet<>();
  private final List<String> flaws = new ArrayList<>();

  private Sound(Module module, Contribution contribution) {
    this.module = module;
    this.contribution = contribution;
  }

  /**
   * Every artifact renders and is accepted in its format, stands in the module's table, and is
   * placed by a place step that runs on its node; step ids are unique; files that steps consume
   * exist.
   */
  public static void check(Module module, Contribution contribution) {
    Sound sound = new Sound(module, contribution);
    contribution.artifacts().forEach(sound::artifact);
    Set<String> ids = new HashSet<>();
    for (Contribution.PhasedStep one : contribution.steps()) {
      if (!ids.add(one.step().id())) {
        sound.flaws.add("step " + one.step().id() + " stands twice");
      }
      sound.consumed(one.step());
    }
    assertTrue(sound.flaws.isEmpty(), () -> String.join("\n", sound.flaws));
  }

  private void artifact(Artifact artifact) {
    if (artifact instanceof Artifact.File file) {
      render(file.type(), file.path(), file.content());
      placed(file.step(), file.host(), file.path());
    } else if (artifact instanceof Artifact.Block block) {
      render(block.type(), block.path(), block.content());
      placed(block.step(), block.host(), block.path() + "#" + block.id());
    } else if (artifact instanceof Artifact.Link link) {
      placed(link.step(), link.host(), link.path());
    } else if (artifact instanceof Artifact.Directory directory) {
      placed(directory.step(), directory.host(), directory.path());
    }
  }

  private void render(ArtifactType type, String path, Content content) {
    if (!module.types().contains(type)) {
      flaws.add(type.name() + " is not in the module's table");
    }
    renderer.render(type, path, content);
  }

  private void placed(String step, String host, String path) {
    if (!paths.add(host + path)) {
      flaws.add(path + " on " + host + " stands twice");
    }
    boolean placed =
        contribution.steps().stream()
            .map(Contribution.PhasedStep::step)
            .filter(one -> one.id().equals(step) && one.action() instanceof Action.Place)
            .anyMatch(one -> one.where().nodes().contains(host));
    if (!placed) {
      flaws.add(path + " on " + host + " is placed by no step");
    }
  }

  private void consumed(Step step) {
    for (String pattern : step.when().consumes()) {
      String prefix = pattern.replaceFirst("\\*$", "");
      boolean exists =
          step.where().nodes().stream()
              .anyMatch(host -> paths.stream().anyMatch(path -> path.startsWith(host + prefix)));
      if (!exists && !pattern.startsWith("groups/")) {
        flaws.add(step.id() + " consumes " + pattern + ", which is no entry of its nodes");
      }
    }
  }
}
