package io.pgfleet.compiler.secret;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What everybody may know of a secret.
 *
 * @param revision random, {@code [a-z0-9]{8}}; a new one when the value is set
 * @param set when that was
 * @param flags what was noticed about the value then
 * @param salt of a value that is not sealed but comes from another source; base64
 */
public record IndexedSecret(String revision, Instant set, Set<Flag> flags, Optional<String> salt) {
  public IndexedSecret {
    EnumSet<Flag> sorted = EnumSet.noneOf(Flag.class);
    sorted.addAll(flags);
    flags = Collections.unmodifiableSet(sorted);
  }
}
