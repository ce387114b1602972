package io.pgfleet.compiler.render;

import java.util.List;
import java.util.Optional;

/**
 * An accepted file.
 *
 * @param bytes its content; secrets stand in it as references; nobody may change the array
 * @param sha256 of the content, as lower case hex
 * @param secrets each reference once, as {@code name@revision} or {@code name@revision|filter},
 *     sorted
 * @param expires when certificates in it stop being valid, such as {@code 2046-03-01T09:00:00Z};
 *     empty for other files
 */
public record Rendered(
    byte[] bytes, String sha256, List<String> secrets, Optional<String> expires) {
  public Rendered {
    secrets = List.copyOf(secrets);
  }
}
