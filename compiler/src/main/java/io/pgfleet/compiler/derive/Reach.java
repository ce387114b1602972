package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Node;
import java.util.Optional;

/** How a host is reached; known before anything else about it. */
final class Reach {
  private static final int SSH_PORT = 22;

  private Reach() {}

  /**
   * The inventory's word, else that of the environment, else who recorded the facts.
   *
   * @param recorder the login that recorded the host's facts; empty when there are none
   */
  static Node.Connection of(Scope scope, Environment environment, String recorder) {
    String user =
        first(scope, "ansible_user", "ansible_ssh_user")
            .or(() -> environment.ssh().user())
            .orElse(recorder.isEmpty() ? "root" : recorder);
    return new Node.Connection(
        first(scope, "ansible_host", "ansible_ssh_host").orElse(scope.host()),
        first(scope, "ansible_port", "ansible_ssh_port").map(Integer::parseInt).orElse(SSH_PORT),
        user,
        first(scope, "ansible_become").map(Boolean::parseBoolean).orElse(!user.equals("root")));
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
