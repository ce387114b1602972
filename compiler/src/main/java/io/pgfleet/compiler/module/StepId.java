package io.pgfleet.compiler.module;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names of steps that some nodes have in common.
 *
 * <p>They come from what is done, never from who is first in the list: a change of one cluster must
 * not rename what others do.
 */
public final class StepId {
  private static final int DIGITS = 8;

  private StepId() {}

  /** The name of a step that does one thing with these words, such as a list of packages. */
  public static String shared(String what, List<String> words) {
    try {
      byte[] bytes = String.join("\n", words).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return what + "@" + HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
