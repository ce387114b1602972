package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.module.dialect.YamlText;
import java.util.stream.Collectors;

/** How Patroni's tool reaches every cluster: through etcd, then through the members' interface. */
record PatronictlView(
    String namespace,
    String hosts,
    String folder,
    String etcdPassword,
    String username,
    String password) {

  static PatronictlView of(Fleet fleet, String folder) {
    EtcdCluster etcd = fleet.etcd().orElseThrow();
    PgInstance first = fleet.clusters().get(0).primary();
    PgBootstrap patroni = first.parameters().bootstrap();
    String hosts =
        etcd.members().stream()
            .map(one -> one.node().host() + ":" + one.parameters().etcdPort())
            .collect(Collectors.joining(","));
    return new PatronictlView(
        YamlText.quote(patroni.pgNamespace() + "/"),
        YamlText.quote(hosts),
        folder,
        etcd.members().get(0).parameters().etcdRootPassword().yaml(),
        YamlText.quote(patroni.patroniUsername()),
        patroni.patroniPassword().yaml());
  }
}
