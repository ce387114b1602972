package io.pgfleet.compiler.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** JSON: exactly one value, and no key stands twice in an object. */
final class JsonCheck implements Check {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Override
  public Optional<Flaw> check(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.of(new Flaw(1, "no value"));
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        int line = parser.currentTokenLocation().getLineNr();
        return Optional.of(new Flaw(line, "more after the end of the value"));
      }
    } catch (JsonProcessingException e) {
      return Optional.of(new Flaw(e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }
}
