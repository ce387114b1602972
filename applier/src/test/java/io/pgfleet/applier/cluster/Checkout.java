package io.pgfleet.applier.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A folder with the sandbox's inventory, moved to another subnet, and the tree compiled from it.
 */
final class Checkout {
  private static final Path ROOT =
      Path.of(System.getProperty("pgfleet.root")).toAbsolutePath().normalize();
  private final Path folder;

  private Checkout(Path folder) {
    this.folder = folder;
  }

  /** Copies {@code inventories/sandbox} into a folder, with addresses in another subnet. */
  static Checkout of(Path folder, String subnetPrefix) {
    Path from = ROOT.resolve("inventories/sandbox");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = from.relativize(file).toString();
        if (name.startsWith(".ssh") || name.startsWith("pki") || name.startsWith("secrets")) {
          continue;
        }
        Path to = folder.resolve("inventories/sandbox").resolve(name);
        Files.createDirectories(to.getParent());
        Files.writeString(to, Files.readString(file).replace("10.10.10.", subnetPrefix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Ran.of(folder, Map.of(), List.of("git", "init", "-q", "-b", "main"));
    Ran.of(folder, Map.of(), List.of("git", "config", "user.name", "test"));
    Ran.of(folder, Map.of(), List.of("git", "config", "user.email", "test@example.org"));
    return new Checkout(folder);
  }

  Path folder() {
    return folder;
  }

  Path environmentFolder() {
    return folder.resolve("inventories/sandbox");
  }

  /** Where the ssh keys of the nodes are expected. */
  Path sshFolder() {
    return environmentFolder().resolve(".ssh");
  }

  /** Changes the inventory file. */
  void edit(UnaryOperator<String> change) {
    Path file = environmentFolder().resolve("inventory.yml");
    try {
      String before = Files.readString(file);
      String after = change.apply(before);
      if (after.equals(before)) {
        throw new IllegalStateException("the edit changed nothing in " + file);
      }
      Files.writeString(file, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ran compile(String... arguments) {
    return run("compiler/bin/compile", arguments);
  }

  Ran apply(String... arguments) {
    return run("applier/bin/apply", arguments);
  }

  private Ran run(String program, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(ROOT.resolve(program).toString());
    argv.addAll(List.of("--env", "sandbox"));
    argv.addAll(List.of("--inventories", folder.resolve("inventories").toString()));
    argv.addAll(List.of("--out", folder.resolve("out").toString()));
    argv.addAll(List.of(arguments));
    return Ran.of(folder, Map.of(), argv);
  }
}
