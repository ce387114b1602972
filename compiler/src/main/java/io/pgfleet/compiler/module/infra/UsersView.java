package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;
import java.util.Map;

/** Who may enter the portal's closed entries. */
record UsersView(List<User> users) {

  /** A name, and the reference to its password as a hash. */
  record User(String name, String hash) {}

  static UsersView of(Map<String, Secret> users) {
    return new UsersView(
        users.entrySet().stream()
            .map(one -> new User(ConfText.word(one.getKey()), one.getValue().filtered("htpasswd")))
            .toList());
  }
}
