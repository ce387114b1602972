package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import java.util.List;

/**
 * The account of a cluster in etcd, and the keys it may read and write.
 *
 * @param user also the name of its role
 * @param prefix ends in a slash, so that it never covers the keys of a cluster whose name is longer
 */
record EtcdGrant(String cluster, String user, String prefix) {
  /** Name of the payload with the account's password. */
  static final String PASSWORD = "etcd.pass";

  static EtcdGrant of(PgCluster cluster) {
    PgInstance.Parameters parameters = cluster.parameters();
    boolean sharded = parameters.identity().pgMode().equals("citus");
    String scope =
        sharded ? parameters.identity().pgShard().orElse(cluster.name()) : cluster.name();
    String namespace = parameters.bootstrap().pgNamespace().replaceAll("^/+|/+$", "");
    return new EtcdGrant(cluster.name(), scope, "/" + namespace + "/" + scope + "/");
  }

  /** The payload with the password, as a path in the tree. */
  String payload() {
    return "groups/" + cluster + "/" + PASSWORD;
  }

  List<String> run() {
    return List.of(EtcdScript.GRANT.path(), user, prefix);
  }

  List<String> check() {
    return List.of(EtcdScript.GRANT.path(), "--check", user, prefix);
  }
}
