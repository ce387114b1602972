package io.pgfleet.compiler.model.parameter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** An item of {@code haproxy_services}: a load balanced port of the user's own. */
public record HaproxyService(
    String name,
    int port,
    String ip,
    String protocol,
    String balance,
    int maxconn,
    @JsonProperty("default") Optional<String> defaultServer,
    List<String> options,
    List<Server> servers) {
  public HaproxyService {
    ip = ip == null ? "*" : ip;
    protocol = protocol == null ? "tcp" : protocol;
    balance = balance == null ? "roundrobin" : balance;
    maxconn = maxconn == 0 ? 10000 : maxconn;
    options = options == null ? List.of() : List.copyOf(options);
    servers = servers == null ? List.of() : List.copyOf(servers);
  }

  /** A backend of such a service. */
  public record Server(
      String name,
      String ip,
      int port,
      boolean backup,
      Optional<Integer> weight,
      Optional<String> options) {}
}
