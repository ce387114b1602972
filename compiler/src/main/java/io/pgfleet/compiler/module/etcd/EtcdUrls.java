package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.EtcdCluster.Member;
import java.util.List;
import java.util.stream.Collectors;

/** Addresses of members, as members and clients use them. */
final class EtcdUrls {
  private EtcdUrls() {}

  static String peer(Member member) {
    return "https://" + member.node().host() + ":" + member.parameters().etcdPeerPort();
  }

  static String client(Member member) {
    return "https://" + member.node().host() + ":" + member.parameters().etcdPort();
  }

  /** Every member's name and peer address, as {@code initial-cluster} wants them. */
  static String initialCluster(EtcdCluster cluster) {
    return cluster.members().stream()
        .map(one -> one.name() + "=" + peer(one))
        .collect(Collectors.joining(","));
  }

  /** Client addresses, separated by commas. */
  static String endpoints(List<Member> members) {
    return members.stream().map(EtcdUrls::client).collect(Collectors.joining(","));
  }
}
