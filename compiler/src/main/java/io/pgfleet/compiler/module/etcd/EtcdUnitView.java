package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.module.dialect.SystemdText;

/** The unit of a member. */
record EtcdUnitView(String data) {

  static EtcdUnitView of(EtcdCluster.Member member) {
    return new EtcdUnitView(SystemdText.value(member.parameters().etcdData()));
  }
}
