package io.pgfleet.compiler.render;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Format;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the content of artifacts into text and accepts it only when its format's check does. */
public final class Renderer {
  private final Path templates;
  private final Templates factory;
  private final Map<String, Mustache> compiled = new HashMap<>();
  private final Map<String, Rendered> verbatim = new HashMap<>();
  private final Expiry expiry = new Expiry();

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
          type.template(), template -> accept(type.format(), name, read(template)));
    }
    if (content instanceof Content.Text text) {
      return accept(type.format(), name, text.text());
    }
    return accept(type.format(), name, fill(type, name, ((Content.View) content).view()));
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

  private Rendered accept(Format format, String name, String text) {
    References references = References.in(text);
    Optional<Flaw> flaw =
        references
            .flaw()
            .or(() -> Characters.check(text))
            .or(() -> Checks.of(format).check(references.standIns()));
    if (flaw.isPresent()) {
      throw new RenderException(
          name
              + ":"
              + flaw.get().line()
              + ": not accepted as "
              + format
              + ": "
              + flaw.get().message());
    }
    Optional<String> expires = format == Format.PEM ? expiry.of(text) : Optional.empty();
    return new Rendered(text.getBytes(StandardCharsets.UTF_8), references.names(), expires);
  }
}
