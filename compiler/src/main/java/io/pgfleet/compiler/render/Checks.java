package io.pgfleet.compiler.render;

import io.pgfleet.compiler.module.Format;
import java.util.Optional;

/** Which check belongs to which format. */
final class Checks {
  private Checks() {}

  static Check of(Format format) {
    return switch (format) {
      case YAML -> new YamlCheck();
      case JSON -> new JsonCheck();
      case INI -> LineCheck.ini();
      case CONF -> LineCheck.conf();
      case HBA -> LineCheck.hba();
      case CRON -> LineCheck.cron();
      case HAPROXY -> LineCheck.haproxy();
      case SYSTEMD -> new SystemdCheck();
      case NGINX -> BraceCheck.nginx();
      case KEEPALIVED -> BraceCheck.keepalived();
      case SHELL -> new ShellCheck();
      case SQL -> new SqlCheck();
      case HTML -> new HtmlCheck();
      case PEM -> new PemCheck();
      case TEXT -> text -> Optional.empty();
    };
  }
}
