package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.module.dialect.ShellText;

/** What the scripts below {@code /pg/bin} need to know of their instance; each a shell word. */
record InstanceView(
    String cluster,
    String instance,
    String user,
    String socket,
    int port,
    String data,
    String url,
    String ca,
    String repository,
    String shared) {

  static InstanceView of(PgInstance instance) {
    PgBootstrap bootstrap = instance.parameters().bootstrap();
    boolean tls = bootstrap.patroniSslEnabled();
    String url =
        (tls ? "https://" : "http://") + instance.node().host() + ":" + bootstrap.patroniPort();
    Repository repository = Repository.of(instance);
    return new InstanceView(
        ShellText.word(instance.cluster()),
        ShellText.word(instance.name()),
        ShellText.word(instance.parameters().install().pgDbsu()),
        ShellText.word(bootstrap.pgLocalhost()),
        bootstrap.pgPort(),
        ShellText.word(bootstrap.pgData()),
        ShellText.word(url),
        tls ? ClusterPaths.CA : "''",
        ShellText.word(repository.name()),
        repository.shared() ? "yes" : "no");
  }
}
