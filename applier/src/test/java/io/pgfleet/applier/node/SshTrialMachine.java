package io.pgfleet.applier.node;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import io.pgfleet.applier.tree.Connection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;

/** A real machine on trial, reached over ssh. */
final class SshTrialMachine implements TrialMachine {
  private final Fleet fleet;
  private final SshNodes nodes;

  SshTrialMachine(Fleet fleet) {
    this.fleet = fleet;
    this.nodes = over(fleet.knownHosts(), "admin");
  }

  /** Connections that believe other host keys, or log in as another user. */
  SshNodes over(Path knownHosts, String user) {
    TreeMap<String, Connection> connections = new TreeMap<>();
    connections.put(host(), new Connection(host(), 22, user, true, Optional.empty()));
    Path folder = fleet.identity().getParent();
    return new SshNodes(
        connections,
        new SshSettings(
            folder,
            Optional.of(fleet.identity()),
            Optional.of(knownHosts),
            Optional.of(fleet.bridge())));
  }

  FleetNode machine() {
    return fleet.nodes().get(0);
  }

  @Override
  public SshNodes nodes() {
    return nodes;
  }

  @Override
  public String host() {
    return machine().address();
  }

  @Override
  public void clean() {
    machine()
        .runAsRoot(
            "rm -rf /etc/contract /var/lib/pgfleet && mkdir -m 755 /etc/contract"
                + " && { systemctl stop contract.service; systemctl disable contract.service;"
                + " systemctl reset-failed; } 2>/dev/null;"
                + " rm -f /etc/systemd/system/contract*; userdel contract 2>/dev/null;"
                + " groupdel contract 2>/dev/null; true")
        .orFail();
  }

  @Override
  public void write(String path, String text) {
    String parent = path.substring(0, path.lastIndexOf('/'));
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    machine()
        .runAsRoot("mkdir -p " + parent + " && echo " + base64 + " | base64 -d >" + path)
        .orFail();
  }

  @Override
  public String read(String path) {
    String base64 = machine().runAsRoot("base64 -w0 " + ShellWord.quote(path)).orFail();
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  @Override
  public String journal(String run) {
    return read("/var/lib/pgfleet/journal/" + run + ".jsonl");
  }
}
