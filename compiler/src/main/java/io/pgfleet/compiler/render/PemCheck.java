package io.pgfleet.compiler.render;

import java.util.Optional;
import java.util.regex.Pattern;

/** PEM: one block or more, each of base64 lines between matching marks. */
final class PemCheck implements Check {
  private static final Pattern BLOCKS =
      Pattern.compile(
          "(-----BEGIN ([A-Z0-9 ]+)-----\n([A-Za-z0-9+/]{1,76}={0,2}\n)+-----END \\2-----\n)+");

  @Override
  public Optional<Flaw> check(String text) {
    return BLOCKS.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(new Flaw(1, "expected blocks of base64 between BEGIN and END lines"));
  }
}
