package io.pgfleet.applier.cluster;

import io.pgfleet.applier.fleet.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with the sandbox's inventory, moved to another subnet, and the tree compiled from it.
 */
public final class Checkout {
  private static final Path ROOT =
      Path.of(System.getProperty("pgfleet.root")).toAbsolutePath().normalize();
  private static final String APPLIER = ROOT.resolve("applier/bin/apply").toString();
  private final Path folder;
  private final List<String> compiler;

  private Checkout(Path folder, List<String> compiler) {
    this.folder = folder;
    this.compiler = compiler;
  }

  /**
   * Copies {@code inventories/sandbox} into a folder, with the addresses and the bridge of a fleet.
   */
  public static Checkout of(Path folder, Fleet fleet) {
    Path from = ROOT.resolve("inventories/sandbox");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = from.relativize(file).toString();
        if (name.startsWith(".ssh") || name.startsWith("pki") || name.startsWith("secrets")) {
          continue;
        }
        Path to = folder.resolve("inventories/sandbox").resolve(name);
        Files.createDirectories(to.getParent());
        String text =
            Files.readString(file)
                .replace("10.10.10.", fleet.prefix())
                .replace("pgf-sandbox", fleet.bridge());
        Files.writeString(to, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Ran.of(folder, Map.of(), List.of("git", "init", "-q", "-b", "main"));
    Ran.of(folder, Map.of(), List.of("git", "config", "user.name", "test"));
    Ran.of(folder, Map.of(), List.of("git", "config", "user.email", "test@example.org"));
    return new Checkout(folder, List.of(ROOT.resolve("compiler/bin/compile").toString()));
  }

  /**
   * The same, compiled by schemas and templates of another folder; the launcher knows none but its
   * own, so it only builds the program.
   */
  public Checkout compiledFrom(Path root) {
    Ran.of(folder, Map.of(), List.of(compiler.get(0), "--version"));
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Path jar = ROOT.resolve("compiler/target/pgfleet-compiler.jar");
    return new Checkout(
        folder, List.of(java.toString(), "-Dpgfleet.root=" + root, "-jar", jar.toString()));
  }

  /**
   * The same, with another inventory in place of the sandbox's.
   *
   * @param inventory its text, with addresses that begin with {@code 10.10.10.}
   */
  public static Checkout of(Path folder, Fleet fleet, String inventory) {
    Checkout checkout = of(folder, fleet);
    try {
      Files.writeString(
          checkout.inventory(),
          inventory.replace("10.10.10.", fleet.prefix()).replace("pgf-sandbox", fleet.bridge()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checkout;
  }

  public Path folder() {
    return folder;
  }

  public Path environmentFolder() {
    return folder.resolve("inventories/sandbox");
  }

  /** Where the ssh keys of the nodes are expected. */
  Path sshFolder() {
    return environmentFolder().resolve(".ssh");
  }

  /**
   * Adds a line to the inventory file, before the one that holds the text, at the same indent.
   *
   * @throws IllegalStateException unless exactly one line holds the text
   */
  public void insertBefore(String text, String line) {
    Path file = inventory();
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      List<String> found = lines.stream().filter(one -> one.contains(text)).toList();
      if (found.size() != 1) {
        throw new IllegalStateException(found.size() + " lines of " + file + " hold " + text);
      }
      String indent = found.get(0).substring(0, found.get(0).indexOf(text));
      lines.add(lines.indexOf(found.get(0)), indent + line);
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes a line out of the inventory file.
   *
   * @throws IllegalStateException unless exactly one line holds the text
   */
  public void remove(String text) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(inventory()));
      List<String> found = lines.stream().filter(one -> one.contains(text)).toList();
      if (found.size() != 1) {
        throw new IllegalStateException(
            found.size() + " lines of " + inventory() + " hold " + text);
      }
      lines.remove(found.get(0));
      Files.write(inventory(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes every line that holds the text out of the inventory file. */
  public void removeAll(String text) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(inventory()));
      lines.removeIf(one -> one.contains(text));
      Files.write(inventory(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a text in place of another one, wherever that stands in the inventory file. */
  public void replace(String text, String other) {
    try {
      Files.writeString(inventory(), Files.readString(inventory()).replace(text, other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a line of the inventory file holds the text. */
  public boolean says(String text) {
    try {
      return Files.readString(inventory()).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a file that the inventory can name, below the environment's folder {@code files/}.
   *
   * @param name such as {@code begins.sql}
   */
  public void file(String name, String text) {
    try {
      Path file = environmentFolder().resolve("files").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path inventory() {
    return environmentFolder().resolve("inventory.yml");
  }

  public Ran compile(String... arguments) {
    return run(compiler, arguments);
  }

  /** Has the applier carry an operation out. */
  public Ran operate(String... words) {
    return run(List.of(APPLIER, "run"), words);
  }

  /** Runs {@code compile GROUP COMMAND}, such as {@code secrets seal}. */
  public Ran desk(String group, String command, String... arguments) {
    return run(Stream.concat(compiler.stream(), Stream.of(group, command)).toList(), arguments);
  }

  /** Asks what differs on the nodes. */
  public Ran drift(String... words) {
    return run(List.of(APPLIER, "drift"), words);
  }

  public Ran apply(String... arguments) {
    return run(List.of(APPLIER), arguments);
  }

  /** A program of this checkout, its sub-commands, where everything lies, then the arguments. */
  private Ran run(List<String> program, String... arguments) {
    List<String> argv = new ArrayList<>(program);
    argv.addAll(List.of("--env", "sandbox"));
    argv.addAll(List.of("--inventories", folder.resolve("inventories").toString()));
    argv.addAll(List.of("--out", folder.resolve("out").toString()));
    argv.addAll(List.of(arguments));
    return Ran.of(folder, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()), argv);
  }
}
