package io.pgfleet.applier.figures;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The same for everybody: some files for every node, and maybe a unit that runs.
 *
 * @param folder of this workload
 * @param fleet the nodes
 * @param files how many go to each node
 * @param unit whether a unit of systemd is one more, and runs
 */
record Workload(Path folder, Fleet fleet, int files, boolean unit) {
  /** Names of environments, trees and folders on nodes. */
  static final String NAME = "figures";

  private static final String UNIT = "figures.service";

  /** Where the files stand, to be brought as they are. */
  Path source() {
    return folder.resolve("files");
  }

  /** Where they go on a node; the unit goes to systemd's folder. */
  static String place() {
    return "/etc/" + NAME;
  }

  /** Writes the tree, the files for the peers and how the program gets to the nodes. */
  Workload written() throws IOException {
    return written(Map.of());
  }

  /**
   * The same, with other ways to the nodes.
   *
   * @param ports ways through ports of this machine, by address
   */
  Workload written(Map<String, Integer> ports) throws IOException {
    Files.createDirectories(source());
    for (int i = 0; i < files; i++) {
      Files.writeString(source().resolve(name(i)), text(i), StandardCharsets.UTF_8);
    }
    Files.writeString(folder.resolve(UNIT), unitText(), StandardCharsets.UTF_8);
    tree(ports).written();
    environment(ports);
    return this;
  }

  /** How the launcher is called. */
  List<String> words() {
    return List.of(
        Path.of(System.getProperty("pgfleet.root"), "applier/bin/apply").normalize().toString(),
        "--env",
        NAME,
        "--out",
        folder.resolve("out").toString(),
        "--inventories",
        folder.resolve("inventories").toString());
  }

  /** Every node as if nobody had ever been there. */
  void forget() {
    fleet
        .nodes()
        .forEach(
            node ->
                node.runAsRoot(
                        "systemctl disable -q --now "
                            + UNIT
                            + "; rm -rf /var/lib/pgfleet "
                            + place()
                            + " /etc/systemd/system/"
                            + UNIT
                            + "; systemctl daemon-reload")
                    .orFail());
  }

  /** Whether every byte arrived everywhere. */
  boolean arrived() {
    StringBuilder names = new StringBuilder("cd " + place() + " && cat");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < files; i++) {
      names.append(' ').append(name(i));
      expected.append(text(i));
    }
    return fleet.nodes().stream()
        .allMatch(
            one -> one.runAsRoot(names.toString()).orFail().equals(expected.toString().strip()));
  }

  private TreeFolder tree(Map<String, Integer> ports) {
    TreeFolder tree = new TreeFolder(folder.resolve("out/" + NAME));
    List<String> hosts = fleet.nodes().stream().map(FleetNode::address).toList();
    String nodes = "\"nodes\":[\"" + String.join("\",\"", hosts) + "\"],";
    for (String host : hosts) {
      tree.node(host, ports.containsKey(host) ? "127.0.0.1" : host, ports.getOrDefault(host, 22));
    }
    tree.step("one", "{\"id\":\"files\",\"kind\":\"place\"," + nodes + "\"undo\":\"inverse\"}");
    if (unit) {
      unit(tree, nodes);
    }
    for (String host : hosts) {
      for (int i = 0; i < files; i++) {
        tree.file(host, "files", place() + "/" + name(i), text(i));
      }
    }
    return tree;
  }

  private void unit(TreeFolder tree, String nodes) {
    tree.step(
        "one",
        "{\"id\":\"unit\",\"kind\":\"unit\","
            + nodes
            + "\"after\":[\"files\"],\"unit\":\""
            + UNIT
            + "\",\"state\":\"started\",\"enabled\":true}");
    for (FleetNode node : fleet.nodes()) {
      tree.file(node.address(), "files", "/etc/systemd/system/" + UNIT, unitText());
    }
  }

  private void environment(Map<String, Integer> ports) throws IOException {
    Path inventory = Files.createDirectories(folder.resolve("inventories/" + NAME));
    Path believed = folder.resolve("known_hosts");
    Files.writeString(believed, Files.readString(fleet.knownHosts()) + ways(ports));
    Files.writeString(
        inventory.resolve("env.yml"),
        "demo: true\nssh:\n  user: admin\n  identity_file: "
            + fleet.identity()
            + "\n  known_hosts: "
            + believed
            + (ports.isEmpty() ? "\n  interface: " + fleet.bridge() : "")
            + "\n",
        StandardCharsets.UTF_8);
  }

  private String ways(Map<String, Integer> ports) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line : Files.readAllLines(fleet.knownHosts(), StandardCharsets.UTF_8)) {
      Integer port = ports.get(line.substring(0, line.indexOf(' ')));
      if (port != null) {
        lines.append("[127.0.0.1]:").append(port).append(line.substring(line.indexOf(' ')));
        lines.append('\n');
      }
    }
    return lines.toString();
  }

  private static String name(int number) {
    return Integer.toString(number);
  }

  private static String text(int number) {
    return ("line of file " + number + "\n").repeat(100);
  }

  private static String unitText() {
    return "[Unit]\nDescription=Figures\n\n[Service]\nExecStart=/bin/sleep infinity\n\n"
        + "[Install]\nWantedBy=multi-user.target\n";
  }
}
