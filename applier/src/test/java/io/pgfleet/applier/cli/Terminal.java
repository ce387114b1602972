package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeNodes;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Somebody who types at the program, and machines in memory that it reaches. */
final class Terminal {
  private final Path folder;
  private final FakeNodes fleet = new FakeNodes();
  private final Machines machines;
  private Clock clock = Clock.systemUTC();
  private String out = "";
  private String err = "";

  Terminal(Path folder) {
    this.folder = folder;
    this.machines = (tree, inventory) -> fleet;
    write("inventories/test/env.yml", "demo: true\n");
  }

  /** One who reaches real machines. */
  Terminal(Path folder, Machines machines) {
    this.folder = folder;
    this.machines = machines;
  }

  /** From now on the clock of the controller lies by that much. */
  void clockLies(Duration by) {
    clock = Clock.offset(Clock.systemUTC(), by);
  }

  FakeMachine machine(String host) {
    return fleet.machine(host);
  }

  FakeNodes fleet() {
    return fleet;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  void write(String name, String text) {
    try {
      Files.createDirectories(path(name).getParent());
      Files.writeString(path(name), text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Compiles, so to speak. */
  void tree(Consumer<TreeFolder> content) {
    TreeFolder tree = new TreeFolder(path("out/test"));
    content.accept(tree);
    tree.written();
  }

  /** Types {@code apply --env test} and more; gives the exit code. */
  int apply(String... words) {
    return type(List.of(), List.of(words));
  }

  /** Types a sub-command of it. */
  int sub(String command, String... words) {
    return type(List.of(command), List.of(words));
  }

  private int type(List<String> before, List<String> after) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            Map.of("XDG_STATE_HOME", path("state").toString()));
    List<String> words = new ArrayList<>(before);
    words.addAll(List.of("--env", "test", "--out", path("out").toString()));
    words.addAll(List.of("--inventories", path("inventories").toString()));
    words.addAll(after);
    int code = new Main(console, machines, clock).run(words.toArray(String[]::new));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  /** What the last command printed as data. */
  String out() {
    return out;
  }

  /** What the last command said beside it. */
  String err() {
    return err;
  }

  /** All of it, for messages of tests. */
  String said() {
    return out + "--- and said\n" + err;
  }
}
