package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Level;
import io.pgfleet.compiler.inventory.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Outside of demos nothing keeps a password that stands in the schema for everybody to read. */
final class DefaultSecrets {
  private static final Predicate<Hosts.Host> SERVER = host -> host.sets("pg_cluster");
  private static final List<Rule> RULES =
      List.of(
          new Rule("etcd_root_password", host -> host.in("etcd")),
          new Rule(
              "grafana_admin_password", host -> host.in("infra") && host.flag("grafana_enabled")),
          new Rule(
              "grafana_view_password", host -> host.in("infra") && host.flag("grafana_enabled")),
          new Rule("haproxy_admin_password", host -> host.flag("haproxy_enabled")),
          new Rule("minio_secret_key", host -> host.sets("minio_seq")),
          new Rule("minio_users", host -> host.sets("minio_seq") && host.flag("minio_provision")),
          new Rule("patroni_password", SERVER),
          new Rule("pg_admin_password", SERVER),
          new Rule("pg_monitor_password", SERVER),
          new Rule("pg_replication_password", SERVER),
          new Rule("pgbackrest_repo", SERVER.and(host -> host.flag("pgbackrest_enabled"))));

  private final Hosts hosts;
  private final Diagnostics diagnostics;

  /** A parameter, and the hosts on which something listens for its value. */
  private record Rule(String parameter, Predicate<Hosts.Host> used) {}

  DefaultSecrets(Hosts hosts, Diagnostics diagnostics) {
    this.hosts = hosts;
    this.diagnostics = diagnostics;
  }

  void check() {
    Set<String> reported = new HashSet<>();
    for (Rule rule : RULES) {
      for (Hosts.Host host : hosts.all()) {
        if (rule.used().test(host)
            && known(host, rule.parameter())
            && reported.add(rule.parameter())) {
          report(host, rule.parameter());
        }
      }
    }
  }

  private static boolean known(Hosts.Host host, String parameter) {
    return host.scope()
        .effective(parameter)
        .filter(one -> one.level().kind() == Level.Kind.DEFAULT)
        .filter(one -> holds(active(host, parameter, one.value())))
        .isPresent();
  }

  /** Only one of the repositories is used. */
  private static Value active(Hosts.Host host, String parameter, Value value) {
    return parameter.equals("pgbackrest_repo") && value instanceof Value.Mapping repositories
        ? repositories
            .get(host.text("pgbackrest_method"))
            .orElse(new Value.Sequence(value.origin(), List.of()))
        : value;
  }

  private static boolean holds(Value value) {
    if (value instanceof Value.Literal literal) {
      return !literal.text().isEmpty();
    }
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream().anyMatch(DefaultSecrets::holds);
    }
    return value instanceof Value.Mapping mapping
        && mapping.settings().values().stream().anyMatch(one -> holds(one.value()));
  }

  private void report(Hosts.Host host, String parameter) {
    Origin origin = host.scope().origin();
    diagnostics.error(
        "F060",
        origin,
        "'%s' keeps its default on host '%s', and everybody knows that"
            .formatted(parameter, host.node().host()),
        "set it in all.vars, then hide it with 'compile secrets seal'");
  }
}
