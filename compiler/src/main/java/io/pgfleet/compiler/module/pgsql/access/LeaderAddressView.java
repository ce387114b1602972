package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgAccess;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.model.parameter.PgIdentity;
import io.pgfleet.compiler.module.dialect.YamlText;
import java.util.List;

/**
 * What makes a member hold the cluster's floating address while it leads.
 *
 * @param key of Patroni's leader in etcd
 * @param member its value when this member leads
 * @param prefix length of the network's part of the address, in bits
 * @param endpoints of etcd, sorted as text
 * @param user who reads the key
 */
record LeaderAddressView(
    String key,
    String member,
    String address,
    int prefix,
    String networkInterface,
    List<String> endpoints,
    String user,
    String password,
    String ca,
    String certificate,
    String keyFile) {
  private static final int ALONE = 32;

  static LeaderAddressView of(Fleet fleet, PgInstance member) {
    PgBootstrap bootstrap = member.parameters().bootstrap();
    PgAccess access = member.parameters().access();
    String[] address = access.pgVipAddress().split("/", 2);
    return new LeaderAddressView(
        YamlText.quote(key(member)),
        YamlText.quote(member.name()),
        YamlText.quote(address[0]),
        address.length == 2 ? Integer.parseInt(address[1]) : ALONE,
        YamlText.quote(access.pgVipInterface()),
        endpoints(fleet),
        YamlText.quote(scope(member)),
        bootstrap.pgEtcdPassword().yaml(),
        "/pg/cert/ca.crt",
        "/pg/cert/server.crt",
        "/pg/cert/server.key");
  }

  private static boolean sharded(PgInstance member) {
    return member.parameters().identity().pgMode().equals("citus");
  }

  private static String scope(PgInstance member) {
    PgIdentity identity = member.parameters().identity();
    return sharded(member) ? identity.pgShard().orElse(member.cluster()) : member.cluster();
  }

  /** The parts of a sharded database keep their leaders below their number. */
  private static String key(PgInstance member) {
    String namespace = member.parameters().bootstrap().pgNamespace().replaceAll("^/+|/+$", "");
    String part = sharded(member) ? "/" + member.parameters().identity().pgGroup().orElse(0) : "";
    return "/" + namespace + "/" + scope(member) + part + "/leader";
  }

  private static List<String> endpoints(Fleet fleet) {
    return fleet.etcd().map(EtcdCluster::members).orElse(List.of()).stream()
        .map(one -> "https://" + one.node().host() + ":" + one.parameters().etcdPort())
        .sorted()
        .map(YamlText::quote)
        .toList();
  }
}
