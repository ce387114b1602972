package io.pgfleet.compiler.secret;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Judges values that people chose. */
final class Weakness {
  private static final int SHORT = 12;
  private static final int FEW = 5;

  /** Words that are tried first, and accounts of the reference that are named after their role. */
  private static final List<String> WORDS =
      List.of("password", "passwd", "secret", "admin", "postgres", "changeme", "qwert", "12345");

  private final Set<String> defaults = new HashSet<>();

  /**
   * @param defaults values that stand in the schema
   */
  Weakness(Collection<String> defaults) {
    defaults.forEach(one -> this.defaults.add(one.toLowerCase(Locale.ROOT)));
  }

  /**
   * What is to be noticed about a value.
   *
   * @param others the values of all other secrets
   */
  Set<Flag> flags(String value, Collection<String> others) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (others.contains(value)) {
      flags.add(Flag.SHARED);
    }
    if (defaults.contains(value.toLowerCase(Locale.ROOT))) {
      flags.add(Flag.DEFAULT);
    } else if (guessable(value)) {
      flags.add(Flag.WEAK);
    }
    return flags;
  }

  private static boolean guessable(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    boolean verifier = value.startsWith("SCRAM-SHA-256$") || value.matches("md5[0-9a-f]{32}");
    boolean word = value.length() < 2 * SHORT && WORDS.stream().anyMatch(lower::contains);
    return !verifier && (value.length() < SHORT || value.chars().distinct().count() < FEW || word);
  }
}
