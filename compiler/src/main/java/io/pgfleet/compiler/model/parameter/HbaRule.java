package io.pgfleet.compiler.model.parameter;

import java.util.List;
import java.util.Optional;

/** A rule of host based authentication, in alias form or, when {@code rules} is not empty, raw. */
public record HbaRule(
    Optional<String> title,
    String user,
    String db,
    Optional<String> addr,
    String auth,
    String role,
    Optional<Integer> order,
    List<String> rules) {
  public HbaRule {
    user = user == null ? "all" : user;
    db = db == null ? "all" : db;
    auth = auth == null ? "pwd" : auth;
    role = role == null ? "common" : role;
    rules = rules == null ? List.of() : List.copyOf(rules);
  }
}
