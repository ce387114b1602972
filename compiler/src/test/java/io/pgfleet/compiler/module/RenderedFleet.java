package io.pgfleet.compiler.module;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.render.Renderer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The text of everything that a module contributes, by {@code host:path} or {@code groups/…}. */
public record RenderedFleet(Map<String, String> texts, Contribution contribution) {

  public static RenderedFleet of(Module module, Fleet fleet) {
    Renderer renderer = new Renderer(SampleClusters.root().resolve("templates"));
    Contribution contribution = module.contribute(fleet);
    Map<String, String> texts = new TreeMap<>();
    for (Artifact artifact : contribution.artifacts()) {
      if (artifact instanceof Artifact.File file) {
        String name = file.host() + ":" + file.path();
        String text = text(renderer, file.type(), name, file.content());
        if (texts.put(name, text) != null) {
          throw new IllegalStateException("two files at " + name);
        }
      } else if (artifact instanceof Artifact.Payload payload) {
        String name = "groups/" + payload.group() + "/" + payload.name();
        texts.put(name, text(renderer, payload.type(), name, payload.content()));
      }
    }
    return new RenderedFleet(texts, contribution);
  }

  private static String text(Renderer renderer, ArtifactType type, String name, Content content) {
    return new String(renderer.render(type, name, content).bytes(), StandardCharsets.UTF_8);
  }

  public String text(String name) {
    String found = texts.get(name);
    if (found == null) {
      throw new IllegalStateException("nothing is at " + name + " in " + texts.keySet());
    }
    return found;
  }
}
