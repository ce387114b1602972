package io.pgfleet.applier.secret;

import java.util.Optional;

/** Where secrets come from. Its {@code toString} says so in messages. */
interface Provider {

  /**
   * The secret of that name; empty when there is none.
   *
   * @throws SecretException when the place cannot be asked
   */
  Optional<Secret> secret(String name);
}
