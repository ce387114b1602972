package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder that stands for a machine: it holds files, directories and links with their modes, but
 * not their owners. A file in which others write too holds the lines of our blocks only. There are
 * no units, packages or accounts, and no command runs.
 */
final class DirectoryNode implements Node {
  private final String host;
  private final Path root;
  private final Map<String, byte[]> staged = new HashMap<>();

  DirectoryNode(String host, Path root) {
    this.host = host;
    this.root = root;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public Observation observe(Question question) {
    SortedMap<String, Observation.Seen> entries = new TreeMap<>();
    try {
      for (String name : question.entries()) {
        int hash = name.indexOf('#');
        Path place = place(hash < 0 ? name : name.substring(0, hash));
        entries.put(name, see(place, hash < 0 ? "file" : "block"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SortedMap<String, Observation.UnitState> units = new TreeMap<>();
    for (String unit : question.units()) {
      units.put(unit, new Observation.UnitState("inactive", "dead", "", "", false));
    }
    return new Observation(
        entries, units, new TreeMap<>(), new TreeMap<>(), Optional.empty(), "", "");
  }

  private Observation.Seen see(Path place, String fileKind) throws IOException {
    if (Files.isSymbolicLink(place)) {
      String target = meant(place, Files.readSymbolicLink(place));
      return new Observation.Seen("link", "", "", "", target, "");
    }
    if (Files.isDirectory(place)) {
      return new Observation.Seen("directory", "", "", Modes.of(place), "", "");
    }
    if (!Files.isRegularFile(place)) {
      return Observation.Seen.absent();
    }
    String sha256 = Digests.sha256(Files.readAllBytes(place));
    return new Observation.Seen(fileKind, "", "", Modes.of(place), "", sha256);
  }

  @Override
  public void stage(String run, List<Content> contents) {
    contents.forEach(content -> staged.put(content.name(), content.bytes()));
  }

  @Override
  public void place(Placement placement) {
    try {
      Files.createDirectories(root);
      for (Placement.Change change : placement.changes()) {
        if (!change.verb().equals("put")) {
          throw unable(change.verb());
        }
        put(change);
      }
    } catch (IOException e) {
      throw NodeException.tried("write to " + root, host, e.toString());
    }
  }

  private void put(Placement.Change change) throws IOException {
    Path place = place(change.path());
    Files.createDirectories(place.getParent());
    switch (change.kind()) {
      case "directory" -> {
        Files.createDirectories(place);
        // whoever made the folder must be able to fill it
        Set<PosixFilePermission> mode = Modes.permissions(change.mode());
        mode.addAll(Modes.permissions("0700"));
        Files.setPosixFilePermissions(place, mode);
      }
      case "link" -> {
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, inside(place, change.target()));
      }
      case "block" -> write(place, content(change), StandardOpenOption.APPEND);
      default -> {
        write(place, content(change), StandardOpenOption.TRUNCATE_EXISTING);
        Files.setPosixFilePermissions(place, Modes.permissions(change.mode()));
      }
    }
  }

  private static void write(Path place, byte[] bytes, StandardOpenOption how) throws IOException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(place, Modes.attribute("0600"));
    }
    Files.write(place, bytes, how);
  }

  private byte[] content(Placement.Change change) {
    byte[] bytes = staged.get(change.name());
    if (bytes == null) {
      throw NodeException.tried("place " + change.name(), host, "its content is not staged");
    }
    return bytes;
  }

  /** Where a link has to point so that it can be followed without leaving the folder. */
  private Path inside(Path link, String target) {
    return target.startsWith("/") ? link.getParent().relativize(place(target)) : Path.of(target);
  }

  /** The target on the machine that the folder stands for. */
  private String meant(Path link, Path target) {
    Path followed = link.resolveSibling(target).normalize();
    boolean ours = !target.isAbsolute() && followed.startsWith(root.normalize());
    return ours ? "/" + root.normalize().relativize(followed) : target.toString();
  }

  private Path place(String path) {
    return root.resolve(path.substring(1));
  }

  private NodeException unable(String what) {
    return NodeException.tried(what, host, "a folder is no machine");
  }

  @Override
  public List<Outcome> ask(List<Command> commands) {
    return commands.stream().map(c -> new Outcome(127, "", "a folder runs nothing")).toList();
  }

  @Override
  public void lock(Holder holder) {}

  @Override
  public void unlock() {}

  @Override
  public Outcome unit(UnitAction action, Duration limit) {
    throw unable("change a unit");
  }

  @Override
  public Outcome install(List<String> packages, Duration limit) {
    throw unable("install packages");
  }

  @Override
  public Outcome account(Account account, Duration limit) {
    throw unable("make an account");
  }

  @Override
  public Outcome act(Command command) {
    throw unable("run a command");
  }

  @Override
  public void arm(Undo undo) {
    throw unable("arm an undo");
  }

  @Override
  public void disarm(String id, List<String> proven) {
    throw unable("disarm an undo");
  }

  @Override
  public void record(byte[] record) {
    throw unable("write a record");
  }

  @Override
  public void journal(String run, String line) {
    throw unable("write a journal");
  }

  @Override
  public void flush() {}

  @Override
  public List<String> journals(int runs) {
    return List.of();
  }

  @Override
  public List<Replaced> replaced(String run) {
    return List.of();
  }

  @Override
  public void forget(String run, List<String> paths) {
    staged.clear();
  }

  @Override
  public List<String> log(String unit, int lines) {
    return List.of();
  }

  @Override
  public void close() {}
}
