package io.pgfleet.compiler.module.pgsql.remote;

import io.pgfleet.compiler.module.dialect.ShellText;

/**
 * What an exporter is told through its environment, which holds no secret; each value is quoted.
 */
record ExporterView(
    String config,
    boolean discovers,
    String excluded,
    String included,
    int timeout,
    String options) {

  static ExporterView of(RemoteServer server) {
    String flags = "--web.listen-address=:" + server.port() + " " + server.options();
    return new ExporterView(
        ShellText.word(server.config()),
        server.discovers(),
        ShellText.word(server.excluded()),
        ShellText.word(server.included()),
        server.timeout(),
        ShellText.word(flags.strip()));
  }
}
