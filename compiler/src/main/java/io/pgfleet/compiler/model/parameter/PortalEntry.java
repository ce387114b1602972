package io.pgfleet.compiler.model.parameter;

import java.util.List;
import java.util.Optional;

/** An entry of {@code infra_portal}: a name that the web portal answers, and what is behind it. */
public record PortalEntry(
    Optional<String> domain,
    List<String> domains,
    Optional<String> endpoint,
    String scheme,
    boolean websocket,
    Optional<String> path,
    boolean index,
    Optional<String> conf,
    Optional<String> config,
    Optional<String> certbot,
    Optional<String> cert,
    Optional<String> key,
    boolean enforceHttps,
    Optional<String> auth,
    Optional<String> realm,
    Optional<String> log) {
  public PortalEntry {
    domains = domains == null ? List.of() : List.copyOf(domains);
    scheme = scheme == null ? "http" : scheme;
  }
}
