package io.pgfleet.compiler;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A small demo environment on Debian's packages in which some files are replaced. */
final class InvalidEnvironment {
  private static final String INVENTORY =
      """
      all:
        children:
          infra: { hosts: { 10.10.10.10: { infra_seq: 1 } } }
          etcd: { hosts: { 10.10.10.10: { etcd_seq: 1 } } }
          pg-test:
            hosts: { 10.10.10.11: { pg_seq: 1, pg_role: primary } }
            vars: { pg_cluster: pg-test }
      """;

  private final Path directory;
  private final Path folder;

  /** An environment {@code test} below an empty directory. */
  InvalidEnvironment(Path directory) {
    this.directory = directory;
    this.folder = directory.resolve("inventories/test");
    Path sandbox = SandboxFleet.root().resolve("inventories/sandbox");
    write("inventory.yml", INVENTORY);
    write("env.yml", text(sandbox.resolve("env.yml")));
    write("facts/default.json", text(sandbox.resolve("facts/default.json")));
  }

  /** Its folder. */
  Path folder() {
    return folder;
  }

  void write(String file, String text) {
    try {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that a compile has to say about it. */
  List<Diagnostic> compile() {
    Diagnostics diagnostics = new Diagnostics();
    Workspace workspace =
        new Workspace(
            SandboxFleet.root(), directory.resolve("inventories"), directory.resolve("out"));
    try {
      new Compiler(workspace, "test", Clock.systemUTC()).publish("test", diagnostics);
      return diagnostics.sorted();
    } catch (InvalidInventoryException e) {
      return e.diagnostics();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
