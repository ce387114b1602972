package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Secret;

/** Gives references for secrets; keeps their values away from the fleet. */
public interface SecretIndex {

  /**
   * The reference for a value that stands in the inventory, or in the schema as a default.
   *
   * @param name such as {@code pg_admin_password} or {@code pg-test/pg_users/test}
   * @param origin where it stands; a file below {@code schema/} for a default
   */
  Secret written(String name, String literal, Origin origin);

  /**
   * The reference for a secret that the inventory names and that is kept elsewhere.
   *
   * @param origin where it is named
   */
  Secret named(String name, Origin origin);

  /** The reference for a secret that nobody wrote: the stored value, or a new random one. */
  Secret unwritten(String name);
}
