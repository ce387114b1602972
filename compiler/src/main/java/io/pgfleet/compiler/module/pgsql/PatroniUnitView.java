package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.dialect.SystemdText;

/**
 * Patroni's unit.
 *
 * @param watchdog whether the device has to be handed to the server's account
 */
record PatroniUnitView(String user, String home, boolean watchdog) {

  static PatroniUnitView of(PgInstance instance) {
    return new PatroniUnitView(
        SystemdText.value(instance.parameters().install().pgDbsu()),
        SystemdText.value(instance.parameters().install().pgDbsuHome()),
        Watchdog.wanted(instance));
  }
}
