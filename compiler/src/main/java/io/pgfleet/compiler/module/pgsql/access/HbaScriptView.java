package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.dialect.ShellText;

/** The script that checks a server's access rules and has it read them; all words quoted. */
record HbaScriptView(String dbsu, String binaries, String sockets, int port) {
  static HbaScriptView of(PgInstance.Parameters parameters) {
    return new HbaScriptView(
        ShellText.word(parameters.install().pgDbsu()),
        ShellText.word(parameters.install().pgBinDir()),
        ShellText.word(parameters.bootstrap().pgLocalhost()),
        parameters.bootstrap().pgPort());
  }
}
