package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.migration.MigrationException;
import io.pgfleet.compiler.migration.MigrationKit;
import io.pgfleet.compiler.migration.Side;
import io.pgfleet.compiler.render.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the scripts that move a database to another cluster while it is used. */
@Command(
    name = "migration",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile migration --env prod --src-cls pg-old --src-ip 10.0.0.7 --src-db app \\%n"
            + "                    --dst-cls pg-new --dst-db app%n"
            + "  compile migration @move-app.txt       the same options, read from a file%n"
            + "%n",
    description =
        "Writes a folder of scripts that move a database by logical replication, and a README.md that"
            + " says in which order. Addresses, ports and users of clusters in the inventory are taken"
            + " from there. No script holds a password: they come from ~/.pgpass.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class MigrationCommand implements Callable<Integer> {
  @Option(names = "--env", paramLabel = "E", description = "The environment.")
  private String environment;

  @Mixin private Folders folders;

  @Option(
      names = "--src-cls",
      required = true,
      paramLabel = "NAME",
      description = "The cluster to move from.")
  private String sourceCluster;

  @Option(
      names = "--src-db",
      required = true,
      paramLabel = "NAME",
      description = "The database to move.")
  private String sourceDatabase;

  @Option(
      names = "--src-ip",
      paramLabel = "ADDRESS",
      description = "Where its leader is (default: its primary).")
  private Optional<String> sourceAddress;

  @Option(names = "--src-user", paramLabel = "NAME", description = "Whom to connect as there.")
  private Optional<String> sourceUser;

  @Option(
      names = "--src-pg",
      paramLabel = "CONNECTION",
      description = "How to connect there, instead.")
  private Optional<String> sourceConnection;

  @Option(
      names = "--sub-conn",
      paramLabel = "CONNECTION",
      description =
          "How the destination's server reaches the source, where it differs; 'host=… dbname=…'.")
  private Optional<String> subscription;

  @Option(
      names = "--dst-cls",
      required = true,
      paramLabel = "NAME",
      description = "The cluster to move to.")
  private String destinationCluster;

  @Option(
      names = "--dst-db",
      required = true,
      paramLabel = "NAME",
      description = "The database there.")
  private String destinationDatabase;

  @Option(
      names = "--dst-ip",
      paramLabel = "ADDRESS",
      description = "Where its leader is (default: its primary).")
  private Optional<String> destinationAddress;

  @Option(names = "--dst-user", paramLabel = "NAME", description = "Whom to connect as there.")
  private Optional<String> destinationUser;

  @Option(
      names = "--dst-pg",
      paramLabel = "CONNECTION",
      description = "How to connect there, instead.")
  private Optional<String> destinationConnection;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The folder to write (default: one below context_dir).")
  private Path folder;

  @Override
  public Integer call() {
    Workspace workspace = folders.workspace();
    String name = Folders.environment(workspace, environment);
    Compiler compiler = new Compiler(workspace, Version.number(), Clock.systemUTC());
    Scopes scopes = compiler.resolve(name, new Diagnostics()).scopes();
    try {
      MigrationKit kit = new MigrationKit(source(), destination(), subscription);
      Path target = folder == null ? home(MigrationKit.folder(scopes)).resolve(kit.name()) : folder;
      write(target, kit.files(scopes, new Renderer(workspace.root().resolve("templates"))));
      System.err.println("read " + target.resolve("README.md") + " first");
      return Exit.DONE;
    } catch (MigrationException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private Side source() {
    return new Side(sourceCluster, sourceDatabase, sourceAddress, sourceUser, sourceConnection);
  }

  private Side destination() {
    return new Side(
        destinationCluster,
        destinationDatabase,
        destinationAddress,
        destinationUser,
        destinationConnection);
  }

  private static Path home(String folder) {
    boolean below = folder.equals("~") || folder.startsWith("~/");
    return below ? Path.of(System.getProperty("user.home") + folder.substring(1)) : Path.of(folder);
  }

  private static void write(Path folder, SortedMap<String, byte[]> files) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.write(path, file.getValue());
        String mode = MigrationKit.isScript(file.getKey()) ? "rwx------" : "rw-------";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      }
    } catch (IOException e) {
      throw new UsageException(
          "tried to write into '" + folder + "' but failed; name another folder with --to");
    }
  }
}
