package io.pgfleet.compiler.render;

import java.util.List;

/**
 * An accepted file.
 *
 * @param bytes its content; secrets stand in it as references
 * @param secrets each reference once, as {@code name@revision} or {@code name@revision|filter},
 *     sorted
 */
public record Rendered(byte[] bytes, List<String> secrets) {
  public Rendered {
    secrets = List.copyOf(secrets);
  }
}
