package io.pgfleet.applier.figures;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The same for everybody: some files for every node, and maybe a unit that runs.
 *
 * @param folder of this workload
 * @param fleet to which the nodes belong
 * @param nodes that take part
 * @param files how many go to each node
 * @param unit whether a unit of systemd is one more, and runs
 */
record Workload(Path folder, Fleet fleet, List<FleetNode> nodes, int files, boolean unit) {
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
    return written(OptionalInt.empty());
  }

  /** The same for a single node, with the way to it through a port of this machine. */
  Workload written(int port) throws IOException {
    return written(OptionalInt.of(port));
  }

  private Workload written(OptionalInt port) throws IOException {
    Files.createDirectories(source());
    for (int i = 0; i < files; i++) {
      Files.writeString(source().resolve(name(i)), text(i), StandardCharsets.UTF_8);
    }
    Files.writeString(folder.resolve(UNIT), unitText(), StandardCharsets.UTF_8);
    tree(port).written();
    environment(port);
    return this;
  }

  /** What starts the program. */
  static String launcher() {
    return Path.of(System.getProperty("pgfleet.root"), "applier/bin/apply").normalize().toString();
  }

  /** Which hosts are believed, those behind a port among them. */
  Path believed() {
    return folder.resolve("known_hosts");
  }

  /** How the launcher is called. */
  List<String> words() {
    return List.of(
        launcher(),
        "--env",
        NAME,
        "--out",
        folder.resolve("out").toString(),
        "--inventories",
        folder.resolve("inventories").toString());
  }

  /**
   * Every node as if nobody had ever been there. What was there is moved, not deleted: for minutes
   * after a deletion, ext4 looks at each inode that was freed before it gives a new file another.
   */
  void forget() {
    nodes.parallelStream()
        .forEach(
            node ->
                node.runAsRoot(
                        "systemctl disable -q --now "
                            + UNIT
                            + "; aside=$(mktemp -d /var/tmp/forgotten.XXXXXX)"
                            + "; for one in /var/lib/pgfleet "
                            + place()
                            + " /etc/systemd/system/"
                            + UNIT
                            + "; do [ ! -e $one ] || mv -- $one $aside/; done"
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
    return nodes.stream()
        .allMatch(
            one -> one.runAsRoot(names.toString()).orFail().equals(expected.toString().strip()));
  }

  private TreeFolder tree(OptionalInt port) {
    TreeFolder tree = new TreeFolder(folder.resolve("out/" + NAME));
    List<String> hosts = nodes.stream().map(FleetNode::address).toList();
    String all = "\"nodes\":[\"" + String.join("\",\"", hosts) + "\"],";
    for (String host : hosts) {
      tree.node(host, port.isPresent() ? "127.0.0.1" : host, port.orElse(22));
    }
    tree.step("one", "{\"id\":\"files\",\"kind\":\"place\"," + all + "\"undo\":\"inverse\"}");
    if (unit) {
      unit(tree, all);
    }
    for (String host : hosts) {
      for (int i = 0; i < files; i++) {
        tree.file(host, "files", place() + "/" + name(i), text(i));
      }
    }
    return tree;
  }

  private void unit(TreeFolder tree, String all) {
    tree.step(
        "one",
        "{\"id\":\"unit\",\"kind\":\"unit\","
            + all
            + "\"after\":[\"files\"],\"unit\":\""
            + UNIT
            + "\",\"state\":\"started\",\"enabled\":true}");
    for (FleetNode node : nodes) {
      tree.file(node.address(), "files", "/etc/systemd/system/" + UNIT, unitText());
    }
  }

  private void environment(OptionalInt port) throws IOException {
    Path inventory = Files.createDirectories(folder.resolve("inventories/" + NAME));
    Files.writeString(believed(), Files.readString(fleet.knownHosts()) + way(port));
    Files.writeString(
        inventory.resolve("env.yml"),
        "demo: true\nssh:\n  user: admin\n  identity_file: "
            + fleet.identity()
            + "\n  known_hosts: "
            + believed()
            + (port.isEmpty() ? "\n  interface: " + fleet.bridge() : "")
            + "\n",
        StandardCharsets.UTF_8);
  }

  private String way(OptionalInt port) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line : Files.readAllLines(fleet.knownHosts(), StandardCharsets.UTF_8)) {
      int blank = line.indexOf(' ');
      if (port.isPresent() && line.startsWith(nodes.get(0).address() + " ")) {
        lines.append("[127.0.0.1]:").append(port.getAsInt()).append(line.substring(blank));
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
