package io.pgfleet.compiler.secret;

import java.util.Locale;

/** What was noticed about a value when it was sealed. */
public enum Flag {
  /** It is a default that everybody knows. */
  DEFAULT("is a default that everybody knows"),
  /** Another secret has the same value. */
  SHARED("has the same value as another secret"),
  /** It is short, or a word that is tried first. */
  WEAK("is easy to guess");

  private final String words;

  Flag(String words) {
    this.words = words;
  }

  /** What is wrong with the secret, for people. */
  String words() {
    return words;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
