package io.pgfleet.compiler.render;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns the content of artifacts into text and accepts it only when its format's check does; many
 * threads may ask at once.
 */
public final class Renderer {
  private final Path templates;
  private final Templates factory;
  private final Acceptance acceptance = new Acceptance();
  private final Map<String, Mustache> compiled = new ConcurrentHashMap<>();
  private final Map<String, Rendered> verbatim = new ConcurrentHashMap<>();

  /**
   * @param templates the folder {@code templates/} of the checkout
   */
  public Renderer(Path templates) {
    this.templates = templates;
    this.factory = new Templates(templates);
  }

  /**
   * The text of one artifact and the secrets it refers to.
   *
   * @param name what to call the artifact in a message, such as its path on the node
   * @throws RenderException when a template, a view or the result is wrong
   */
  public Rendered render(ArtifactType type, String name, Content content) {
    if (content instanceof Content.Verbatim) {
      return verbatim.computeIfAbsent(
          type.template(), template -> acceptance.accept(type.format(), name, read(template)));
    }
    if (content instanceof Content.Text text) {
      return acceptance.accept(type.format(), name, text.text());
    }
    return acceptance.accept(
        type.format(), name, fill(type, name, ((Content.View) content).view()));
  }

  private String fill(ArtifactType type, String name, Object view) {
    if (view.getClass() != type.view()) {
      throw new RenderException(
          name
              + ": type '"
              + type.name()
              + "' wants a "
              + type.view()
              + ", got "
              + view.getClass());
    }
    StringWriter text = new StringWriter();
    try {
      compiled.computeIfAbsent(type.template(), factory::compile).execute(text, List.of(view));
    } catch (MustacheException e) {
      throw new RenderException(name + ": template " + type.template() + ": " + reason(e), e);
    }
    return text.toString();
  }

  private static String reason(MustacheException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause == failure
        ? failure.getMessage()
        : failure.getMessage() + ": " + cause.getMessage();
  }

  private String read(String template) {
    try {
      return Files.readString(templates.resolve(template), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read template " + template + " but failed", e);
    }
  }
}
