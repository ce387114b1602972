package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server's account may do as root.
 *
 * @param all whether that is everything, with its password or without
 */
record SudoersView(String user, boolean all, boolean password, List<String> commands) {
  private static final List<String> SERVICES =
      List.of(
          "patroni",
          "postgres",
          "pgbouncer",
          "pgbackrest",
          "vip-manager",
          "pg_exporter",
          "pgbouncer_exporter",
          "pgbackrest_exporter");
  private static final List<String> VERBS = List.of("start", "stop", "restart", "reload", "status");

  /** For {@code pg_dbsu_sudo} other than none. */
  static SudoersView of(PgInstance instance) {
    String user = instance.parameters().install().pgDbsu();
    return switch (instance.parameters().install().pgDbsuSudo()) {
      case "all" -> new SudoersView(user, true, true, List.of());
      case "nopass" -> new SudoersView(user, true, false, List.of());
      default -> new SudoersView(user, false, false, limited(user));
    };
  }

  static boolean wanted(PgInstance instance) {
    return !instance.parameters().install().pgDbsuSudo().equals("none");
  }

  private static List<String> limited(String user) {
    List<String> commands = new ArrayList<>();
    SERVICES.forEach(
        service -> VERBS.forEach(verb -> commands.add("/bin/systemctl " + verb + " " + service)));
    commands.add("/bin/systemctl reload haproxy");
    commands.add("/sbin/modprobe softdog");
    commands.add("/bin/chown " + user + " /dev/watchdog");
    return commands;
  }
}
