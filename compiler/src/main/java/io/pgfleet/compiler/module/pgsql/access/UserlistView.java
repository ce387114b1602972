package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.module.dialect.UserlistText;
import java.util.List;

/** The users that a pooler knows, with what it needs to check their passwords. */
record UserlistView(List<User> users) {

  /** Both in double quotes. */
  record User(String name, String secret) {}

  /** An empty one opens nothing: no password fits it, and the superuser comes by its socket. */
  private static final String NONE = "\"\"";

  static UserlistView of(Pooled pooled) {
    return new UserlistView(
        PoolUser.all(pooled).stream()
            .map(one -> new User(UserlistText.quote(one.name()), secret(one)))
            .toList());
  }

  private static String secret(PoolUser user) {
    return user.password()
        .filter(one -> !one.empty())
        .map((Secret one) -> one.filtered(user.plain() ? "userlist" : "scram-userlist"))
        .orElse(NONE);
  }
}
