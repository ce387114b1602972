package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgInstance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The file {@code README.md}: which host is which node, and what runs there. */
final class Readme {
  private final Fleet fleet;

  Readme(Fleet fleet) {
    this.fleet = fleet;
  }

  byte[] bytes(Map<String, List<String>> modulesByHost) {
    Map<String, List<String>> roles = Groups.rolesByHost(fleet);
    StringBuilder text = new StringBuilder();
    text.append("# ").append(fleet.environment()).append("\n\n");
    text.append("Compiled from `inventories/").append(fleet.environment());
    text.append(
        "/`; do not edit here. Each folder under `nodes/` mirrors the files of one host.\n\n");
    text.append("| host | node | instance | roles | modules |\n| --- | --- | --- | --- | --- |\n");
    for (Node node : fleet.nodes()) {
      text.append("| ").append(node.host()).append(" | ").append(node.name());
      text.append(" | ").append(fleet.instanceOn(node).map(PgInstance::name).orElse("–"));
      text.append(" | ").append(list(roles.get(node.host())));
      text.append(" | ").append(list(modulesByHost.get(node.host()))).append(" |\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String list(List<String> words) {
    return words.isEmpty() ? "–" : String.join(", ", words);
  }
}
