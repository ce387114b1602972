package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.render.RenderException;
import io.pgfleet.compiler.render.Rendered;
import io.pgfleet.compiler.render.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Renders many artifacts on all cores; the result does not depend on how many there are: it stands
 * in the order of the artifacts, and of several failures the first artifact's is thrown.
 */
final class Batch {
  private final Renderer renderer;

  /** What became of one artifact; without content it is neither. */
  private record Outcome(Optional<Rendered> rendered, Optional<RenderException> failure) {}

  Batch(Renderer renderer) {
    this.renderer = renderer;
  }

  /** The files of the artifacts, each in its artifact's place; empty for those without content. */
  List<Optional<Rendered>> render(List<Artifact> artifacts) {
    List<Outcome> outcomes = artifacts.parallelStream().map(this::outcome).toList();
    List<Optional<Rendered>> rendered = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      if (outcome.failure().isPresent()) {
        throw outcome.failure().get();
      }
      rendered.add(outcome.rendered());
    }
    return rendered;
  }

  private Outcome outcome(Artifact artifact) {
    try {
      return new Outcome(rendered(artifact), Optional.empty());
    } catch (RenderException e) {
      return new Outcome(Optional.empty(), Optional.of(e));
    }
  }

  private Optional<Rendered> rendered(Artifact artifact) {
    if (artifact instanceof Artifact.Payload payload) {
      String name = "groups/" + payload.group() + "/" + payload.name();
      return rendered(payload.type(), name, payload.content());
    }
    if (artifact instanceof Artifact.File file) {
      return rendered(file.type(), file.host() + ":" + file.path(), file.content());
    }
    if (artifact instanceof Artifact.Block block) {
      String name = block.host() + ":" + block.path() + "#" + block.id();
      return rendered(block.type(), name, block.content());
    }
    return Optional.empty();
  }

  private Optional<Rendered> rendered(ArtifactType type, String name, Content content) {
    return Optional.of(renderer.render(type, name, content));
  }
}
