package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.model.Node;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file {@code connections.json}: how the applier reaches each host. */
public final class Connections {
  /** Where it stands in a tree. */
  static final String PATH = "connections.json";

  private Connections() {}

  static byte[] json(List<Node> nodes) {
    SortedMap<String, Node.Connection> hosts = new TreeMap<>();
    nodes.forEach(node -> hosts.put(node.host(), node.connection()));
    return json(hosts);
  }

  /** The document for these hosts. */
  public static byte[] json(SortedMap<String, Node.Connection> connections) {
    Map<String, Object> hosts = new TreeMap<>();
    connections.forEach((host, connection) -> hosts.put(host, connection(connection)));
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", FleetManifest.FORMAT_VERSION);
    json.put("hosts", hosts);
    return Json.bytes(json);
  }

  private static Map<String, Object> connection(Node.Connection connection) {
    Map<String, Object> json = new TreeMap<>();
    json.put("address", connection.address());
    json.put("port", connection.port());
    json.put("user", connection.user().orElse(null));
    json.put("become", connection.become());
    json.put("keyFile", connection.keyFile().orElse(null));
    return json;
  }
}
