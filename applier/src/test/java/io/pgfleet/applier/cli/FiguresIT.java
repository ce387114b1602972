package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the program beside what people use in its place, on the same nodes with the same files,
 * and prints the ratios; {@code -Dpgfleet.figures=12} says on how many nodes. The program has 256
 * MB. Peers that are not installed are left out, and that is said.
 */
@EnabledIfSystemProperty(named = "pgfleet.figures", matches = "[1-9][0-9]*")
final class FiguresIT {
  private static final int FILES = 40;
  private static final int TIMES = 5;

  @TempDir Path shared;
  @TempDir Path folder;
  private Fleet fleet;

  @Test
  void printsItsTimesBesideThoseOfOthers() throws IOException, InterruptedException {
    int nodes = Integer.getInteger("pgfleet.figures");
    String[] names = IntStream.range(0, nodes).mapToObj(i -> "n" + i).toArray(String[]::new);
    try (Fleet booted = Fleet.boot(shared.resolve(".ssh"), names)) {
      fleet = booted;
      tree();
      double first = seconds(this::apply);
      double byHand =
          seconds(() -> shell(each("tar -C " + files() + " -c . | %s sudo tar -x -C /srv")));
      double none = median(this::apply);
      double jvm =
          median(
              () ->
                  run(
                      List.of(
                          java(),
                          "-cp",
                          System.getProperty("java.class.path"),
                          KilledProgram.class.getName())));
      line("nodes", nodes, "");
      line("first sync of 40 files", first, "s");
      line("tar | ssh, all at once", byHand, "s");
      line("ratio", first / byHand, "");
      line("no change", none, "s");
      line("  of which the JVM's start", jvm, "s");
      peers(none, jvm);
    }
  }

  private void peers(double none, double jvm) throws IOException, InterruptedException {
    if (shell("command -v rsync") == 0) {
      double rsync =
          median(() -> shell(each("rsync -a -e '" + ssh() + "' " + files() + "/ %h:/tmp/figures")));
      line("rsync -a", rsync, "s");
      line("ratio without the JVM's start", (none - jvm) / rsync, "");
    } else {
      System.out.println("rsync is not installed here");
    }
    if (shell("command -v ansible-playbook") != 0) {
      System.out.println("Ansible is not installed here");
      return;
    }
    Path inventory = folder.resolve("hosts");
    StringBuilder hosts = new StringBuilder();
    for (FleetNode node : fleet.nodes()) {
      hosts.append(node.address()).append(" ansible_user=admin ansible_ssh_common_args=\"");
      hosts.append(options()).append("\"\n");
    }
    Files.writeString(inventory, hosts);
    Path play = folder.resolve("play.yml");
    Files.writeString(
        play,
        "- hosts: all\n  become: true\n  gather_facts: true\n  tasks:\n"
            + "  - copy: {src: \""
            + files()
            + "/{{ item }}\", dest: \"/etc/figures/{{ item }}\"}\n"
            + "    loop: \"{{ range("
            + FILES
            + ") | list }}\"\n"
            + "  - systemd: {name: ssh, state: started}\n");
    String command = "ANSIBLE_PIPELINING=1 ansible-playbook -f 10 -i " + inventory + " " + play;
    shell(command);
    double ansible = seconds(() -> shell(command));
    line("Ansible with pipelining", ansible, "s");
    line("times faster", ansible / none, "");
  }

  private static void line(String what, double figure, String unit) {
    System.out.printf(Locale.ROOT, "%-32s %8.2f %s%n", what, figure, unit);
  }

  private Path files() {
    return folder.resolve("files");
  }

  private void tree() throws IOException {
    Files.createDirectories(files());
    TreeFolder tree = new TreeFolder(folder.resolve("out/test"));
    List<String> hosts = fleet.nodes().stream().map(FleetNode::address).toList();
    String nodes = "\"nodes\":[\"" + String.join("\",\"", hosts) + "\"],";
    hosts.forEach(tree::node);
    tree.step("one", "{\"id\":\"files\",\"kind\":\"place\"," + nodes + "\"undo\":\"inverse\"}");
    tree.step("one", "{\"id\":\"unit\",\"kind\":\"unit\"," + nodes + "\"unit\":\"ssh.service\"}");
    for (int i = 0; i < FILES; i++) {
      String text = ("file " + i + "\n").repeat(100);
      Files.writeString(files().resolve(String.valueOf(i)), text);
      for (String host : hosts) {
        tree.file(host, "files", "/etc/figures/" + i, text);
      }
    }
    tree.written();
    Files.createDirectories(folder.resolve("inventories/test"));
    Files.writeString(folder.resolve("inventories/test/env.yml"), "demo: true\n");
  }

  private String options() {
    return "-i "
        + fleet.identity()
        + " -o UserKnownHostsFile="
        + fleet.knownHosts()
        + " -o BatchMode=yes";
  }

  private String ssh() {
    return "ssh " + options();
  }

  /** The same for all nodes at once; {@code %s} is how to get there. */
  private String each(String command) {
    StringBuilder all = new StringBuilder();
    for (FleetNode node : fleet.nodes()) {
      String at = "admin@" + node.address();
      all.append(command.replace("%s", ssh() + " " + at).replace("%h", at)).append(" & ");
    }
    return all + "wait";
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private int apply() throws IOException, InterruptedException {
    List<String> words =
        List.of(
            java(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledProgram.class.getName(),
            folder.toString(),
            fleet.nodes().get(0).address(),
            fleet.identity().toString(),
            fleet.knownHosts().toString(),
            fleet.bridge());
    int code = run(words);
    assertEquals(0, code);
    return code;
  }

  private int shell(String command) throws IOException, InterruptedException {
    return run(List.of("sh", "-c", command));
  }

  private int run(List<String> words) throws IOException, InterruptedException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(shared.resolve("said").toFile())
        .start()
        .waitFor();
  }

  /** Something that takes its time. */
  private interface Work {
    int done() throws IOException, InterruptedException;
  }

  private static double seconds(Work work) throws IOException, InterruptedException {
    Instant begun = Instant.now();
    work.done();
    return Duration.between(begun, Instant.now()).toMillis() / 1000.0;
  }

  private static double median(Work work) throws IOException, InterruptedException {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      all.add(seconds(work));
    }
    Collections.sort(all);
    return all.get(TIMES / 2);
  }
}
