package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.EnvironmentReader;
import io.pgfleet.compiler.sealing.Sealing;
import io.pgfleet.compiler.secret.Identities;
import io.pgfleet.compiler.secret.SealedBook;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every sub-command on secrets wants to know. */
final class SecretsOptions {
  private static final String VARIABLE = "PGFLEET_AGE_IDENTITY";

  @Option(names = "--env", paramLabel = "E", description = "The environment.")
  private String environment;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description = {
        "The private key that opens sealed secrets: an age identity, or an ssh-ed25519 key.",
        "Default: what the variable PGFLEET_AGE_IDENTITY names; secrets.identity of env.yml;",
        "~/.config/pgfleet/identity.txt; ~/.ssh/id_ed25519."
      })
  private Path identity;

  @Mixin private Folders folders;

  Workspace workspace() {
    return folders.workspace();
  }

  String name() {
    return Folders.environment(workspace(), environment);
  }

  /** What {@code env.yml} says; demos keep nothing sealed. */
  Environment environment() {
    Diagnostics diagnostics = new Diagnostics();
    Environment read = EnvironmentReader.read(workspace().inventories(), name(), diagnostics);
    diagnostics.throwIfErrors();
    if (read.demo()) {
      throw new UsageException(
          "'"
              + name()
              + "' is a demo: its secrets are plain text in the inventory; write 'demo: false' into"
              + " its env.yml first");
    }
    return read;
  }

  /** The inventory, for commands that need to know where secrets are used. */
  Sealing sealing() {
    environment();
    return new Sealing(workspace(), name(), new Diagnostics());
  }

  Talk talk() {
    return new Talk(System.err, List.of(workspace().inventories().getParent(), workspace().root()));
  }

  SealedBook book() {
    return SealedBook.open(place(), Clock.systemUTC());
  }

  SealedBook.Place place() {
    Environment read = environment();
    Path folder = workspace().inventories().resolve(name());
    String label = workspace().inventories().getFileName() + "/" + name();
    return new SealedBook.Place(folder, label, read.recipients(), identities(read, folder));
  }

  private Identities identities(Environment read, Path folder) {
    String variable = System.getenv(VARIABLE);
    if (identity != null) {
      return Identities.of(identity);
    }
    if (variable != null && !variable.isEmpty()) {
      return Identities.of(Path.of(variable));
    }
    Path home = Path.of(System.getProperty("user.home"));
    return read.secrets()
        .identity()
        .map(one -> one.startsWith("~/") ? home.resolve(one.substring(2)) : folder.resolve(one))
        .map(Identities::of)
        .orElseGet(() -> Identities.usual(home));
  }
}
