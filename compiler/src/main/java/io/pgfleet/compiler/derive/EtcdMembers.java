package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.parameter.Etcd;
import java.util.List;
import java.util.Optional;

/** Members of the group {@code etcd}. */
final class EtcdMembers {
  private static final String GROUP = "etcd";

  private final Binder binder;
  private final Diagnostics diagnostics;

  EtcdMembers(Binder binder, Diagnostics diagnostics) {
    this.binder = binder;
    this.diagnostics = diagnostics;
  }

  Optional<EtcdCluster> derive(Hosts hosts) {
    new Sequences(hosts, diagnostics).check(GROUP, "etcd_seq", "F013");
    List<EtcdCluster.Member> members =
        hosts.by("etcd_seq", one -> one.in(GROUP) && one.sets("etcd_seq")).stream()
            .map(one -> new EtcdCluster.Member(one.node(), binder.bind(Etcd.class, one.scope())))
            .toList();
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(new EtcdCluster(members.get(0).parameters().etcdCluster(), members));
  }
}
