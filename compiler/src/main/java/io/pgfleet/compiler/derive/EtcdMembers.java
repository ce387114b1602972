package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.parameter.Etcd;
import io.pgfleet.compiler.model.parameter.EtcdRemove;
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

  private EtcdCluster.Member member(Hosts.Host host) {
    return new EtcdCluster.Member(
        host.node(),
        binder.bind(Etcd.class, host.scope()),
        binder.bind(EtcdRemove.class, host.scope()));
  }

  Optional<EtcdCluster> derive(Hosts hosts) {
    new Sequences(hosts, diagnostics).check(GROUP, "etcd_seq", "F013");
    List<EtcdCluster.Member> members =
        hosts.by("etcd_seq", one -> one.in(GROUP) && one.sets("etcd_seq")).stream()
            .map(this::member)
            .toList();
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(new EtcdCluster(members.get(0).parameters().etcdCluster(), members));
  }
}
