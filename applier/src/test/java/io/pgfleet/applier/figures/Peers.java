package io.pgfleet.applier.figures;

import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What people use in the program's place, on the same nodes with the same files. */
record Peers(Workload workload) {
  private static final String PLAY =
      """
      - hosts: all
        become: true
        gather_facts: true
        tasks:
          - file: {path: %1$s, state: directory}
          - template: {src: "%2$s/{{ item }}", dest: "%1$s/{{ item }}"}
            loop: "{{ range(%3$d) | list }}"
          - copy: {src: "%4$s/figures.service", dest: /etc/systemd/system/figures.service}
          - systemd: {daemon_reload: true}
          - systemd: {name: figures, state: started, enabled: true}
      """;

  /** One stream to each node, all at once, written by hand. */
  List<String> tar() {
    return each(
        "tar -C "
            + workload.source()
            + " -c . | %s 'sudo sh -c \"mkdir -p "
            + Workload.place()
            + " && tar -x -C "
            + Workload.place()
            + "\"'");
  }

  /** Files only, over new connections: the floor. */
  List<String> rsync() {
    return each(
        "rsync -a --rsync-path=\"sudo rsync\" -e '"
            + ssh()
            + "' "
            + workload.source()
            + "/ %h:"
            + Workload.place());
  }

  /** A connection to a node and back. */
  List<String> hello(String address, int port) {
    return List.of("sh", "-c", "exec " + ssh() + " -p " + port + " admin@" + address + " true");
  }

  /** The play, ten nodes at a time, with one round trip per task. */
  List<String> ansible() throws IOException {
    return play("ANSIBLE_PIPELINING=1");
  }

  /**
   * The same play through Mitogen.
   *
   * @param plugins the folder of its strategies
   */
  List<String> mitogen(Path plugins) throws IOException {
    return play("ANSIBLE_STRATEGY=mitogen_linear ANSIBLE_STRATEGY_PLUGINS=" + plugins);
  }

  private List<String> play(String settings) throws IOException {
    Path inventory = workload.folder().resolve("hosts");
    StringBuilder hosts = new StringBuilder();
    for (FleetNode node : workload.nodes()) {
      hosts.append(node.address()).append(" ansible_user=admin ansible_ssh_common_args=\"");
      hosts.append(options()).append("\"\n");
    }
    Files.writeString(inventory, hosts, StandardCharsets.UTF_8);
    Path play = workload.folder().resolve("play.yml");
    Files.writeString(
        play,
        PLAY.formatted(
            Workload.place(), workload.source(), workload.files(), workload.folder().toString()),
        StandardCharsets.UTF_8);
    return List.of(
        "sh",
        "-c",
        settings + " exec ansible-playbook -f 10 -i " + inventory + " " + play + " </dev/null");
  }

  private String options() {
    return "-i "
        + workload.fleet().identity()
        + " -o UserKnownHostsFile="
        + workload.believed()
        + " -o BatchMode=yes";
  }

  private String ssh() {
    return "ssh " + options();
  }

  /** The same for all nodes at once; {@code %s} is how to get there. */
  private List<String> each(String command) {
    StringBuilder all = new StringBuilder();
    for (FleetNode node : workload.nodes()) {
      String at = "admin@" + node.address();
      all.append("{ ").append(command.replace("%s", ssh() + " " + at).replace("%h", at));
      all.append("; } & ");
    }
    return List.of("sh", "-c", all + "wait");
  }
}
