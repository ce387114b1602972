package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgInstall;
import io.pgfleet.compiler.module.dialect.SystemdText;

/** The unit that runs the server without Patroni; nothing starts it by itself. */
record ServerUnitView(int version, String user, String home, String data, String binaries) {

  static ServerUnitView of(PgInstance instance) {
    PgInstall install = instance.parameters().install();
    return new ServerUnitView(
        install.pgVersion(),
        SystemdText.value(install.pgDbsu()),
        SystemdText.value(install.pgDbsuHome()),
        SystemdText.value(instance.parameters().bootstrap().pgData()),
        SystemdText.value(install.pgBinDir()));
  }
}
