package io.pgfleet.compiler.model.parameter;

import java.util.Optional;

/** Membership in a role; {@code state} is grant, revoke or absent. */
public record RoleGrant(
    String name,
    String state,
    Optional<Boolean> admin,
    Optional<Boolean> set,
    Optional<Boolean> inherit) {

  public RoleGrant {
    state = state == null ? "grant" : state;
  }
}
