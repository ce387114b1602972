package io.pgfleet.compiler.render;

import io.pgfleet.compiler.module.Format;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gate before the tree: a text is checked as its format says, once, however many hosts have it,
 * and all of them share its bytes.
 */
final class Acceptance {
  private final Map<Content, Rendered> accepted = new ConcurrentHashMap<>();

  /** A text in a format; equal when both are. */
  private static final class Content {
    private final Format format;
    private final byte[] bytes;
    private final int hash;

    Content(Format format, byte[] bytes) {
      this.format = format;
      this.bytes = bytes;
      this.hash = Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Content content
          && format == content.format
          && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * The text as a file.
   *
   * @param name what to call it in a message
   * @throws RenderException when it is not well-formed
   */
  Rendered accept(Format format, String name, String text) {
    Content content = new Content(format, text.getBytes(StandardCharsets.UTF_8));
    Rendered known = accepted.get(content);
    if (known != null) {
      return known;
    }
    Rendered fresh = check(content, name, text);
    Rendered first = accepted.putIfAbsent(content, fresh);
    return first == null ? fresh : first;
  }

  private static Rendered check(Content content, String name, String text) {
    References references = References.in(text);
    Optional<Flaw> flaw =
        references
            .flaw()
            .or(() -> Characters.check(text))
            .or(() -> Checks.of(content.format).check(references.standIns()));
    if (flaw.isPresent()) {
      throw new RenderException(
          name
              + ":"
              + flaw.get().line()
              + ": not accepted as "
              + content.format
              + ": "
              + flaw.get().message());
    }
    Optional<String> expires = content.format == Format.PEM ? Expiry.of(text) : Optional.empty();
    return new Rendered(content.bytes, Sha256.of(content.bytes), references.names(), expires);
  }
}
