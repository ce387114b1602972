package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.module.dialect.ShellText;

/** What makes {@code etcdctl} work in a login shell. */
record EtcdProfileView(
    String endpoints, String ca, String certificate, String key, String password, String asRoot) {

  static EtcdProfileView of(EtcdCluster cluster) {
    return new EtcdProfileView(
        ShellText.word(EtcdUrls.endpoints(cluster.members())),
        EtcdPaths.CA,
        EtcdPaths.CERTIFICATE,
        EtcdPaths.KEY,
        EtcdPaths.PASSWORD,
        EtcdScript.ROOT.path());
  }
}
