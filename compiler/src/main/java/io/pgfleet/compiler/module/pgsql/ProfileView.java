package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.dialect.ShellText;

/** What login shells know of the server's programs. */
record ProfileView(String binaries, String data) {

  static ProfileView of(PgInstance instance) {
    return new ProfileView(
        ShellText.word(instance.parameters().install().pgBinDir()),
        ShellText.word(instance.parameters().bootstrap().pgData()));
  }
}
