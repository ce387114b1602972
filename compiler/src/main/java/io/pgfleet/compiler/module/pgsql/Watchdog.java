package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;

/** The device that resets a machine whose Patroni hangs. */
final class Watchdog {
  private static final String OFF = "off";

  private Watchdog() {}

  /** off, automatic or required; YAML 1.1 reads a bare {@code off} as false. */
  static String mode(PgInstance instance) {
    String wanted = instance.parameters().bootstrap().patroniWatchdogMode();
    return wanted.equals("false") ? OFF : wanted;
  }

  static boolean wanted(PgInstance instance) {
    return !mode(instance).equals(OFF);
  }
}
