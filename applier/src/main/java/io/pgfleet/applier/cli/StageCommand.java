package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.Content;
import io.pgfleet.applier.node.DirectoryNodes;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Placement;
import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.tree.Entry;
import io.pgfleet.applier.tree.NodeManifest;
import io.pgfleet.applier.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what would be on the machines into folders, with secrets resolved. */
@Command(
    name = "stage",
    headerHeading =
        "Examples:%n"
            + "  apply stage --env sandbox --to /tmp/stage     then look into /tmp/stage/<host>/etc/…"
            + "%n%n",
    description = {
      "Writes what would be on the machines to a folder, with secrets resolved.",
      "To DIR/<host>/<absolute path>; what DIR holds for these hosts is replaced. Owners are left",
      "out; of a file that others write too there are only our lines."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class StageCommand implements Callable<Integer> {
  private static final String RUN = "stage";

  @Mixin private Folders folders;

  @Mixin private Opening opening;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "folder to write to")
  private Path to;

  private final Console console;

  StageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Tree tree = Tree.read(folders.tree());
    Secrets secrets = opening.secrets(folders, console);
    int files = 0;
    try (DirectoryNodes nodes = new DirectoryNodes(made(to))) {
      for (NodeManifest manifest : tree.nodes().values()) {
        clear(to.resolve(manifest.host()));
        try (Node node = nodes.open(manifest.host())) {
          node.stage(RUN, contents(tree, secrets, manifest));
          node.place(new Placement(RUN, changes(manifest), null));
        }
        files += manifest.entries().size();
      }
    }
    console.say("staged " + files + " entries of " + tree.nodes().size() + " hosts below " + to);
    return ExitCode.DONE.number();
  }

  private static List<Content> contents(Tree tree, Secrets secrets, NodeManifest manifest) {
    List<Content> contents = new ArrayList<>();
    for (Entry entry : manifest.entries()) {
      if (entry.hasPayload()) {
        String where = manifest.host() + ":" + entry.name();
        byte[] payload = tree.payload(manifest.host(), entry);
        contents.add(new Content(entry.name(), secrets.resolve(where, payload)));
      }
    }
    return contents;
  }

  private static List<Placement.Change> changes(NodeManifest manifest) {
    List<Placement.Change> changes = new ArrayList<>();
    for (Entry entry : manifest.entries()) {
      changes.add(
          new Placement.Change(
              "put",
              entry.kind(),
              entry.path(),
              entry.id(),
              entry.owner(),
              entry.group(),
              entry.mode(),
              entry.target()));
    }
    return changes;
  }

  /** The folder gets secrets, so it is for its owner only when it is made here. */
  private static Path made(Path folder) {
    try {
      Path above = folder.toAbsolutePath().getParent();
      if (above != null && !Files.exists(folder)) {
        Files.createDirectories(above);
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be made", e);
    }
  }

  private static void clear(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be cleared", e);
    }
  }
}
