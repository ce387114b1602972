package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.module.dialect.IniText;
import java.util.List;

/** Limits of single users in a pooler. */
record PoolUsersView(List<User> users) {

  /** A name and the settings of its connections. */
  record User(String name, String settings) {}

  static PoolUsersView of(Pooled pooled) {
    return new PoolUsersView(
        PoolUser.all(pooled).stream()
            .filter(one -> !one.settings().isEmpty())
            .map(one -> new User(IniText.key(one.name()), String.join(" ", one.settings())))
            .toList());
  }
}
