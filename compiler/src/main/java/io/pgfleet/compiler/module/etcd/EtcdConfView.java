package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.parameter.Etcd;
import io.pgfleet.compiler.module.dialect.YamlText;

/** What {@code etcd.conf} says of one member; the list of members is not part of it. */
record EtcdConfView(
    String name,
    String dataDir,
    String listenPeer,
    String listenClient,
    String advertisePeer,
    String advertiseClient,
    String token,
    int heartbeatInterval,
    int electionTimeout,
    String ca,
    String certificate,
    String key) {

  static EtcdConfView of(EtcdCluster.Member member) {
    Etcd etcd = member.parameters();
    String client = EtcdUrls.client(member);
    return new EtcdConfView(
        YamlText.quote(member.name()),
        YamlText.quote(etcd.etcdData()),
        EtcdUrls.peer(member),
        client + ",https://127.0.0.1:" + etcd.etcdPort(),
        EtcdUrls.peer(member),
        client,
        YamlText.quote(etcd.etcdCluster()),
        etcd.etcdHeartbeatInterval(),
        etcd.etcdElectionTimeout(),
        EtcdPaths.CA,
        EtcdPaths.CERTIFICATE,
        EtcdPaths.KEY);
  }
}
