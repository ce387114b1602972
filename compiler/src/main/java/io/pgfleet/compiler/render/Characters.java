package io.pgfleet.compiler.render;

import java.util.Optional;

/** What holds for a file of any format: LF, a final newline, no control characters. */
final class Characters {
  private Characters() {}

  static Optional<Flaw> check(String text) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (Character.isISOControl(one) && one != '\n' && one != '\t') {
        return Optional.of(Flaw.at(text, i, String.format("control character 0x%02x", (int) one)));
      }
      if (one == '\ufeff') {
        return Optional.of(Flaw.at(text, i, "byte order mark"));
      }
    }
    if (!text.isEmpty() && !text.endsWith("\n") && !References.isOne(text)) {
      return Optional.of(Flaw.at(text, text.length(), "no newline at the end"));
    }
    return Optional.empty();
  }
}
