package io.pgfleet.compiler.model;

import java.util.List;
import java.util.Optional;

/**
 * A port behind which members of a cluster answer, resolved from its definition.
 *
 * @param name suffix, such as {@code primary}
 * @param fullName {@code <cluster>-<name>}
 * @param port where clients connect
 * @param bind address it listens on, {@code *} for all
 * @param check path of Patroni's REST interface that answers 200 on a good member
 * @param options text of the default-server line, when the user gave one
 */
public record Service(
    String name,
    String fullName,
    int port,
    String bind,
    String check,
    int maxconn,
    String balance,
    Optional<String> options,
    List<Backend> backends) {
  public Service {
    backends = List.copyOf(backends);
  }

  /** One member behind a service. */
  public record Backend(
      String name,
      String address,
      int port,
      int checkPort,
      int weight,
      boolean backup,
      boolean tls) {}
}
