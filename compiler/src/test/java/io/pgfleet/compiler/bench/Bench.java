package io.pgfleet.compiler.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One large environment in a folder of its own, and the real launcher run over it. */
final class Bench {
  private static final String ENVIRONMENT = "bench";

  private final Path launcher;
  private final Path folder;
  private int aside;

  /** What is done before each measured run. */
  interface Before {
    void run() throws IOException, InterruptedException;
  }

  /** An environment whose recorded inputs are there and whose tree is published. */
  static Bench of(Path root, Path scratch, int hosts) throws IOException, InterruptedException {
    Bench bench = new Bench(root.resolve("compiler/bin/compile"), scratch.resolve("fleet" + hosts));
    Path inputs = bench.folder.resolve("inventories/" + ENVIRONMENT);
    if (!Files.exists(inputs)) {
      new LargeFleet(hosts).write(inputs);
      bench.run();
    }
    return bench;
  }

  private Bench(Path launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  Path out() {
    return folder.resolve("out/" + ENVIRONMENT);
  }

  /** One run of {@code compile} with those words before the environment's name. */
  Sample run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--env", ENVIRONMENT));
    command.addAll(List.of("--inventories", folder.resolve("inventories").toString()));
    return Sample.of(folder, command);
  }

  /** The median of several runs. */
  Sample median(int runs, Before before, String... words) throws IOException, InterruptedException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      before.run();
      samples.add(run(words));
    }
    return Sample.median(samples);
  }

  /** Gives one parameter of one host another value. */
  void changeOneParameter() throws IOException {
    Path inventory = folder.resolve("inventories/" + ENVIRONMENT + "/inventory.yml");
    String text = Files.readString(inventory, StandardCharsets.UTF_8);
    String host = LargeFleet.address(100) + ": { pg_seq: 2, pg_role: replica";
    String changed = host + ", pg_weight: 60";
    if (!text.contains(host)) {
      throw new IllegalStateException("the inventory has no '" + host + "'");
    }
    String other =
        text.contains(changed) ? text.replace(changed, host) : text.replace(host, changed);
    Files.writeString(inventory, other, StandardCharsets.UTF_8);
  }

  /**
   * Moves the tree out of the way. It is not deleted while something is measured: for minutes after
   * that, ext4 looks at each inode that was freed before it gives a new file another one.
   */
  void setTreeAside() throws IOException {
    aside++;
    Files.move(folder.resolve("out"), folder.resolve("aside" + aside));
  }

  long files() throws IOException {
    try (Stream<Path> all = Files.walk(out())) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
