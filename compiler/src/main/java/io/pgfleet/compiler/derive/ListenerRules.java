package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Value;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What listens on a host, apart from its PostgreSQL server and the services in front of it. */
final class ListenerRules {
  private static final Predicate<Hosts.Host> INFRA =
      host -> host.in("infra") && host.sets("infra_seq");
  private static final Predicate<Hosts.Host> ETCD =
      host -> host.in("etcd") && host.sets("etcd_seq");
  private static final Predicate<Hosts.Host> SERVER = host -> host.sets("pg_cluster");
  private static final Predicate<Hosts.Host> OBJECTS = host -> host.sets("minio_seq");
  private static final Predicate<Hosts.Host> CACHE = host -> host.sets("redis_instances");
  private static final Predicate<Hosts.Host> DOCUMENTS = host -> host.sets("mongo_seq");

  /** What an item is called whose name is its port. */
  private static final SortedMap<String, String> NAMED_BY_PORT =
      new TreeMap<>(
          Map.of("redis_instances", "an instance of Redis", "pg_exporters", "an exporter"));

  private static final int MOUNT_PORT = 9567;

  private static final List<Rule> RULES =
      List.of(
          new Rule("nginx_port", INFRA.and(on("nginx_enabled"))),
          new Rule(
              "nginx_ssl_port",
              INFRA
                  .and(on("nginx_enabled"))
                  .and(host -> !host.text("nginx_sslmode").equals("disable"))),
          new Rule("nginx_exporter_port", INFRA.and(on("nginx_exporter_enabled"))),
          new Rule("dns_port", INFRA.and(on("dns_enabled"))),
          new Rule("vmetrics_port", INFRA.and(on("vmetrics_enabled"))),
          new Rule("vlogs_port", INFRA.and(on("vlogs_enabled"))),
          new Rule("vtraces_port", INFRA.and(on("vtraces_enabled"))),
          new Rule("vmalert_port", INFRA.and(on("vmalert_enabled"))),
          new Rule("blackbox_port", INFRA.and(on("blackbox_enabled"))),
          new Rule("alertmanager_port", INFRA.and(on("alertmanager_enabled"))),
          new Rule("grafana_port", INFRA.and(on("grafana_enabled"))),
          new Rule("etcd_port", ETCD),
          new Rule("etcd_peer_port", ETCD),
          new Rule("haproxy_exporter_port", on("haproxy_enabled")),
          new Rule("node_exporter_port", on("node_exporter_enabled")),
          new Rule("vector_port", on("vector_enabled")),
          new Rule("vip_exporter_port", on("vip_enabled")),
          new Rule("docker_exporter_port", on("docker_enabled")),
          new Rule("pg_exporter_port", SERVER.and(on("pg_exporter_enabled"))),
          new Rule("pgbouncer_exporter_port", SERVER.and(on("pgbouncer_exporter_enabled"))),
          new Rule("pgbackrest_exporter_port", SERVER.and(on("pgbackrest_exporter_enabled"))),
          new Rule("minio_port", OBJECTS),
          new Rule("minio_admin_port", OBJECTS),
          new Rule("redis_exporter_port", CACHE.and(on("redis_exporter_enabled"))),
          new Rule("mongo_port", DOCUMENTS),
          new Rule("mongo_ssl_port", DOCUMENTS.and(on("mongo_ssl_enabled"))),
          new Rule("mongo_exporter_port", DOCUMENTS));

  /** A parameter that holds a port, and the hosts on which something listens there. */
  private record Rule(String parameter, Predicate<Hosts.Host> listens) {}

  /** Takes a port that an item of a parameter names. */
  interface Item {
    void take(int port, String words, Origin origin);
  }

  private ListenerRules() {}

  private static Predicate<Hosts.Host> on(String flag) {
    return host -> host.flag(flag);
  }

  /** The parameters whose ports are taken on that host. */
  static List<String> on(Hosts.Host host) {
    return RULES.stream()
        .filter(one -> one.listens().test(host))
        .map(Rule::parameter)
        .filter(host::sets)
        .toList();
  }

  /** The ports of items on that host: some are named by their port, others name it. */
  static void items(Hosts.Host host, Item taker) {
    for (Map.Entry<String, String> one : NAMED_BY_PORT.entrySet()) {
      for (String port : entries(host, one.getKey()).settings().keySet()) {
        Origin origin = Items.origin(host.scope(), one.getKey(), port);
        taker.take(Integer.parseInt(port), one.getValue(), origin);
      }
    }
    entries(host, "juice_instances")
        .settings()
        .forEach(
            (name, setting) -> {
              Value.Mapping mount = (Value.Mapping) setting.value();
              if (!mount.text("state").orElse("create").equals("absent")) {
                Origin origin = Items.origin(host.scope(), "juice_instances", name, "port");
                int port = mount.text("port").map(Integer::parseInt).orElse(MOUNT_PORT);
                taker.take(port, "file system '" + name + "'", origin);
              }
            });
  }

  private static Value.Mapping entries(Hosts.Host host, String parameter) {
    return host.scope()
        .effective(parameter)
        .map(Scope.Effective::value)
        .filter(Value.Mapping.class::isInstance)
        .map(Value.Mapping.class::cast)
        .orElse(new Value.Mapping(host.scope().origin(), Map.of()));
  }
}
