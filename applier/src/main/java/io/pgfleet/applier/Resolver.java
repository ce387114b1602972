package io.pgfleet.applier;

/** Puts secrets in the place of references. */
public interface Resolver {

  /**
   * The content with all references resolved.
   *
   * @param where the content belongs, for messages
   */
  byte[] resolve(String where, byte[] content);
}
