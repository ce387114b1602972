package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.List;

/** What an inventory wants for reaching a host is what an apply does: ssh, and sudo to root. */
record ConnectionRules(Hosts hosts, Diagnostics diagnostics) {
  private static final List<String> SSH = List.of("ssh", "smart", "paramiko", "paramiko_ssh");

  void check() {
    for (Hosts.Host host : hosts.all()) {
      only(host, "ansible_become_user", List.of("root"), "files belong to root, so let sudo lead");
      only(host, "ansible_become_method", List.of("sudo"), "let the account use sudo");
      only(host, "ansible_connection", SSH, "nodes are reached by ssh, the own machine too");
    }
  }

  private void only(Hosts.Host host, String parameter, List<String> known, String reason) {
    String value = host.text(parameter);
    if (!value.isEmpty() && !known.contains(value)) {
      diagnostics.error(
          "F052",
          host.origin(parameter),
          "%s '%s' is no way to a host here".formatted(parameter, value),
          reason + "; remove it, or set it to " + known.get(0));
    }
  }
}
