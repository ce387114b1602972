package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Plain replacements at particular places; everywhere else <code>${admin_ip}</code> and its kin are
 * ordinary text.
 */
final class Placeholders {
  private static final Set<String> ADMIN_ADDRESS =
      Set.of(
          "node_etc_hosts",
          "node_default_etc_hosts",
          "node_dns_servers",
          "node_ntp_servers",
          "dns_records",
          "repo_endpoint",
          "repo_upstream",
          "vector_log_endpoint");
  private static final Set<String> VERSIONED = Set.of("pg_packages", "pg_extensions");

  private Placeholders() {}

  static Value replace(String parameter, Value value, Scope scope) {
    if (ADMIN_ADDRESS.contains(parameter)) {
      return map(value, "", one -> one.replace("${admin_ip}", text(scope, "admin_ip")));
    }
    if (VERSIONED.contains(parameter)) {
      String version = text(scope, "pg_version");
      return map(value, "", one -> one.replace("${pg_version}", version).replace("$v", version));
    }
    return switch (parameter) {
      case "infra_portal" ->
          map(value, "endpoint", one -> one.replace("${admin_ip}", text(scope, "admin_ip")));
      case "pgbackrest_repo" ->
          map(value, "", one -> one.replace("${pg_cluster}", text(scope, "pg_cluster")));
      case "pg_listen" -> map(value, "", one -> listen(one, scope));
      default -> value;
    };
  }

  /** What the parameter's placeholders stand for in that scope; empty when it has none. */
  static String replacement(String parameter, Scope scope) {
    if (ADMIN_ADDRESS.contains(parameter) || parameter.equals("infra_portal")) {
      return text(scope, "admin_ip");
    }
    if (VERSIONED.contains(parameter)) {
      return text(scope, "pg_version");
    }
    return switch (parameter) {
      case "pgbackrest_repo" -> text(scope, "pg_cluster");
      case "pg_listen" -> listen("${ip},${lo},${vip}", scope);
      default -> "";
    };
  }

  /** Addresses to listen on; one that stands for a VIP which is not enabled is left out. */
  private static String listen(String addresses, Scope scope) {
    List<String> listed = new ArrayList<>();
    for (String one : addresses.split(",")) {
      switch (one.trim()) {
        case "${ip}" -> listed.add(scope.host());
        case "${lo}" -> listed.add("127.0.0.1");
        case "${vip}" -> {
          if (text(scope, "pg_vip_enabled").equals("true")) {
            listed.add(text(scope, "pg_vip_address").replaceFirst("/.*", ""));
          }
        }
        default -> listed.add(one.trim());
      }
    }
    return String.join(",", listed);
  }

  static String text(Scope scope, String parameter) {
    return scope
        .effective(parameter)
        .map(Scope.Effective::value)
        .filter(Value.Scalar.class::isInstance)
        .flatMap(one -> ((Value.Scalar) one).content())
        .map(Objects::toString)
        .orElse("");
  }

  /** Changes every text inside, or only those under the named key. */
  private static Value map(Value value, String key, UnaryOperator<String> change) {
    if (value instanceof Value.Sequence sequence) {
      return new Value.Sequence(
          sequence.origin(),
          sequence.items().stream().map(item -> map(item, key, change)).toList());
    }
    if (value instanceof Value.Mapping mapping) {
      Map<String, Setting> settings = new LinkedHashMap<>();
      mapping
          .settings()
          .forEach(
              (name, setting) ->
                  settings.put(
                      name,
                      new Setting(
                          setting.name(),
                          map(setting.value(), name.equals(key) ? "" : key, change))));
      return new Value.Mapping(mapping.origin(), settings);
    }
    if (!key.isEmpty()) {
      return value;
    }
    if (value instanceof Value.Literal literal) {
      return new Value.Literal(literal.origin(), change.apply(literal.text()));
    }
    Value.Scalar scalar = (Value.Scalar) value;
    return scalar.is(String.class)
        ? Value.Scalar.text(
            scalar.origin(), change.apply(scalar.content().orElseThrow().toString()))
        : scalar;
  }
}
