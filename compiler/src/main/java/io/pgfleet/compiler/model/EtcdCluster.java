package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.parameter.Etcd;
import java.util.List;

/** The store of consensus; members are ordered by their sequence number. */
public record EtcdCluster(String name, List<Member> members) {
  public EtcdCluster {
    members = List.copyOf(members);
  }

  /** One member, named {@code <cluster>-<seq>}. */
  public record Member(Node node, Etcd parameters) {
    public String name() {
      return parameters.etcdCluster() + "-" + parameters.etcdSeq();
    }
  }
}
