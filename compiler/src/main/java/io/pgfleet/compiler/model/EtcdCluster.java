package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.parameter.Etcd;
import io.pgfleet.compiler.model.parameter.EtcdRemove;
import java.util.List;

/** The store of consensus; members are ordered by their sequence number. */
public record EtcdCluster(String name, List<Member> members) {
  public EtcdCluster {
    members = List.copyOf(members);
  }

  /** One member, named {@code <cluster>-<seq>}. */
  public record Member(Node node, Etcd parameters, EtcdRemove remove) {
    public String name() {
      return parameters.etcdCluster() + "-" + parameters.etcdSeq();
    }
  }
}
