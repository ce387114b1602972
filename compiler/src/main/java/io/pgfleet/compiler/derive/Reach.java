package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Node;
import java.util.Optional;

/** How a host is reached; known before anything else about it. */
final class Reach {
  private static final int SSH_PORT = 22;
  private static final String ROOT = "root";

  private Reach() {}

  /**
   * The inventory's word, else that of the environment. Nobody's word about an alias leaves the
   * user to the ssh configuration; at an address it is whoever recorded the facts.
   *
   * @param recorder the login that recorded the host's facts; empty when there are none
   */
  static Node.Connection of(Scope scope, Environment environment, String recorder) {
    String address = first(scope, "ansible_host", "ansible_ssh_host").orElse(scope.host());
    Optional<String> user =
        first(scope, "ansible_user", "ansible_ssh_user").or(() -> environment.ssh().user());
    if (user.isEmpty() && isLiteral(address)) {
      user = Optional.of(recorder.isEmpty() ? ROOT : recorder);
    }
    boolean ordinary = !user.equals(Optional.of(ROOT));
    return new Node.Connection(
        address,
        first(scope, "ansible_port", "ansible_ssh_port").map(Integer::parseInt).orElse(SSH_PORT),
        user,
        first(scope, "ansible_become").map(Boolean::parseBoolean).orElse(ordinary),
        first(scope, "ansible_ssh_private_key_file", "ansible_private_key_file"));
  }

  private static boolean isLiteral(String address) {
    return address.matches("[0-9.]+") || address.contains(":");
  }

  private static Optional<String> first(Scope scope, String... parameters) {
    for (String parameter : parameters) {
      String text = Placeholders.text(scope, parameter);
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }
}
