package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.node.SshNodes;
import io.pgfleet.applier.node.SshSettings;
import io.pgfleet.applier.tree.Connection;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A real machine on which something goes wrong, and somebody who types at the program. */
final class Scene {
  static final String CONF = "/etc/case/conf";
  static final String WORKS = "exec sleep infinity\n";
  static final String PULSE = "systemctl -q is-active case.service";

  private static final String UNIT =
      "[Service]\nExecStart=/bin/sh /etc/case/run\nExecReload=/bin/true\n"
          + "[Install]\nWantedBy=multi-user.target\n";

  private static final String CLEAN =
      "ip link set eth0 up; pkill -f 'sleep [0-9]' ; umount -l /etc/case/conf /etc/case /var/lib/pgfleet/stage;"
          + " systemctl disable --now case.service; systemctl stop 'pgfleet-undo-*';"
          + " rm -rf /etc/case /etc/case-* /var/lib/pgfleet /etc/systemd/system/case.service"
          + " /etc/sudoers.d/case /etc/sudoers.d/zz-case;"
          + " [ ! -e /usr/bin/flock.away ] || mv /usr/bin/flock.away /usr/bin/flock;"
          + " systemctl daemon-reload; systemctl reset-failed;"
          + " if [ -e /etc/ssh/sshd_config.d/case.conf ]; then"
          + " rm /etc/ssh/sshd_config.d/case.conf; systemctl restart ssh; fi;"
          + " mkdir -p /etc/case; true";

  /**
   * Where the machine is.
   *
   * @param container its name at the container engine, by which root gets in even if nobody can
   * @param bridge the only way to it
   */
  record Place(String host, String container, Path identity, Path knownHosts, String bridge) {}

  private static final Duration BOOT = Duration.ofSeconds(60);
  private static final int MORE_CUTS = 2;

  private final Place place;
  private final Path folder;
  private final List<String> first = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private Consumer<TreeFolder> more = tree -> {};
  private Terminal terminal;

  Scene(Place place, Path folder) {
    this.place = place;
    this.folder = folder;
    ended("start", place.container());
    booted();
    tried(CLEAN);
    believing(place.knownHosts());
    terminal.write("inventories/test/env.yml", "demo: true\n");
  }

  String host() {
    return place.host();
  }

  Path folder() {
    return folder;
  }

  Terminal terminal() {
    return terminal;
  }

  SshNodes nodes(Path knownHosts) {
    TreeMap<String, Connection> connections = new TreeMap<>();
    connections.put(host(), new Connection(host(), 22, "admin", true, Optional.empty()));
    return new SshNodes(connections, settings(folder, knownHosts));
  }

  SshNodes nodes() {
    return nodes(place.knownHosts());
  }

  private SshSettings settings(Path inventory, Path knownHosts) {
    return new SshSettings(
        inventory,
        Optional.of(place.identity()),
        Optional.of(knownHosts),
        Optional.of(place.bridge()));
  }

  void believing(Path knownHosts) {
    terminal =
        new Terminal(
            folder,
            (connections, inventory) -> new SshNodes(connections, settings(inventory, knownHosts)));
  }

  /** Runs a command line as root, past ssh and sudo; its output without the space around it. */
  String root(String commandLine) {
    Ended ended = ended("exec", place.container(), "sh", "-c", commandLine);
    assertEquals(0, ended.code(), () -> commandLine + ": " + ended.out());
    return ended.out();
  }

  private String tried(String commandLine) {
    return ended("exec", place.container(), "sh", "-c", commandLine).out();
  }

  /** The same, without waiting for its end. */
  void meanwhile(String commandLine) {
    ended("exec", "-d", place.container(), "sh", "-c", commandLine);
  }

  /** Its power is cut as soon as it has a file, and every process ends at once. */
  void powerFailsOnce(String path) {
    Thread thread =
        new Thread(
            () -> {
              Eventually.within(BOOT, path, () -> isThere(path));
              ended("kill", place.container());
            },
            "power");
    thread.setDaemon(true);
    thread.start();
  }

  private boolean isThere(String path) {
    return ended("exec", place.container(), "test", "-e", path).code() == 0;
  }

  /**
   * It gets its power back and boots; if it hangs in that, its power is cut again, but not often.
   */
  void powerReturns() {
    for (int cut = 0; ; cut++) {
      Eventually.within(BOOT, "the end", () -> !tried("echo runs").equals("runs"));
      assertEquals(0, ended("start", place.container()).code());
      try {
        booted();
        return;
      } catch (Unbooted hangs) {
        if (cut == MORE_CUTS) {
          throw hangs;
        }
        ended("kill", place.container());
      }
    }
  }

  /** Its cable is in again, and the way to it is known again. */
  void cableReturns() {
    root("ip link set eth0 up");
    Eventually.within(BOOT, "the way back", this::isReached);
  }

  private boolean isReached() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(), 22), 1000);
      return true;
    } catch (IOException unreached) {
      return false;
    }
  }

  private void booted() {
    try {
      Eventually.within(
          BOOT,
          "the boot",
          () -> List.of("running", "degraded").contains(tried("systemctl is-system-running")));
    } catch (AssertionError late) {
      throw new Unbooted(late);
    }
  }

  /** The machine does not boot in time, which tells nothing about the program. */
  static final class Unbooted extends Error {
    private static final long serialVersionUID = 1L;

    Unbooted(AssertionError late) {
      super(late);
    }
  }

  private record Ended(int code, String out) {}

  private static Ended ended(String... words) {
    List<String> argv = new ArrayList<>(List.of("docker"));
    argv.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      return new Ended(process.waitFor(), new String(out, StandardCharsets.UTF_8).strip());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** A step that runs before the gate; its nodes are filled in. */
  Scene step(String json) {
    steps.add(json.replaceFirst("\\{", "{\"nodes\":[\"" + host() + "\"],"));
    return this;
  }

  /** A step that runs before anything is placed; its nodes are filled in. */
  Scene first(String json) {
    first.add(json.replaceFirst("\\{", "{\"nodes\":[\"" + host() + "\"],"));
    return this;
  }

  /** Only the service's own steps from now on. */
  Scene withoutSteps() {
    first.clear();
    steps.clear();
    return this;
  }

  /** More in the tree. */
  Scene more(Consumer<TreeFolder> content) {
    more = content;
    return this;
  }

  Scene tree(String conf) {
    return tree(conf, WORKS, PULSE);
  }

  Scene tree(String conf, String run, String gate) {
    String probe = "{\"kind\":\"command\",\"argv\":[\"sh\",\"-c\",\"" + gate + "\"]}";
    return gated(conf, run, probe);
  }

  /** A tree whose gate has a probe of any kind. */
  Scene gated(String conf, String run, String probe) {
    String nodes = "\"nodes\":[\"" + host() + "\"],";
    terminal.tree(
        tree -> {
          tree.node(host());
          first.forEach(step -> tree.step("zero", step));
          tree.step(
              "one",
              "{\"id\":\"files\",\"kind\":\"place\",\"undo\":\"inverse\","
                  + nodes
                  + "\"title\":\"place\",\"timeoutSeconds\":1}");
          tree.step(
              "one",
              "{\"id\":\"unit\",\"module\":\"case\",\"kind\":\"unit\",\"undo\":\"inverse\","
                  + nodes
                  + "\"unit\":\"case.service\",\"restartOn\":[\"/etc/case/conf\",\"/etc/case/run\"],"
                  + "\"reloadOn\":[\"/etc/case/light\"]}");
          steps.forEach(step -> tree.step("one", step));
          tree.step(
              "two",
              "{\"id\":\"gate\",\"title\":\"wait\",\"kind\":\"gate\",\"after\":[\"unit\"],"
                  + nodes
                  + "\"probe\":"
                  + probe
                  + ",\"deadlineSeconds\":1,\"stableSeconds\":1,\"units\":[\"case.service\"]}");
          tree.directory(host(), "files", "/etc/case")
              .file(host(), "files", CONF, conf)
              .file(host(), "files", "/etc/case/run", run)
              .file(host(), "files", "/etc/systemd/system/case.service", UNIT);
          more.accept(tree);
        });
    return this;
  }

  /** A tree with nothing of the service left in it. */
  Scene emptyTree() {
    terminal.tree(
        tree ->
            tree.node(host())
                .step("one", "{\"id\":\"files\",\"kind\":\"place\",\"nodes\":[\"" + host() + "\"]}")
                .file(host(), "files", "/etc/case-motd", "hello"));
    return this;
  }

  /** The machine is at a first tree. */
  Scene applied(String conf) {
    tree(conf);
    assertEquals(0, terminal.apply(), terminal::said);
    return this;
  }

  /** Applies the tree, and tells how that has to end. */
  void ends(int exit, String says) {
    assertEquals(exit, terminal.apply(), terminal::said);
    assertTrue(terminal.said().contains(says), terminal::said);
  }

  void ends(int exit, String says, String bytes) {
    ends(exit, says);
    holds(bytes);
  }

  void holds(String bytes) {
    assertEquals(bytes, root("cat " + CONF), terminal::said);
  }

  /** With the cause gone, the next run ends with new bytes and a running service. */
  void converges() {
    withoutSteps();
    more = tree -> {};
    applied("new");
    holds("new");
    runs();
    assertEquals(0, terminal.apply("--plan"), terminal::said);
  }

  /** Nothing goes wrong. */
  void fair() {
    applied("old");
    converges();
  }

  void runs() {
    assertEquals("active", tried("systemctl is-active case.service"));
  }

  String active() {
    return tried("systemctl is-active case.service");
  }

  String process() {
    return root("systemctl show -p InvocationID --value case.service");
  }
}
