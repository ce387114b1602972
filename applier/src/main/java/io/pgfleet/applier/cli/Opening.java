package io.pgfleet.applier.cli;

import io.pgfleet.applier.secret.Secrets;
import io.pgfleet.applier.secret.Surroundings;
import io.pgfleet.applier.tree.Checkout;
import io.pgfleet.applier.tree.Commit;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What opens the sealed secrets of an environment. */
final class Opening {
  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "private key that opens sealed secrets: an age identity, or an ssh-ed25519 key (default: "
              + "what PGFLEET_AGE_IDENTITY names; secrets.identity of env.yml; "
              + "~/.config/pgfleet/identity.txt; ~/.ssh/id_ed25519)")
  private Path identity;

  Secrets secrets(Folders folders, Console console) {
    return Secrets.read(folders.inventory(), surroundings(console));
  }

  /** Secrets for a tree of an earlier commit. */
  Secrets secrets(Folders folders, Console console, Commit commit) {
    Path inventory = folders.inventory();
    return Secrets.read(inventory, surroundings(console), name -> then(inventory, name, commit));
  }

  private static Optional<byte[]> then(Path inventory, String name, Commit commit) {
    try (Checkout checkout = Checkout.around(inventory)) {
      return checkout.read(inventory, name, commit);
    }
  }

  private Surroundings surroundings(Console console) {
    Path home = Path.of(System.getProperty("user.home"));
    return new Surroundings(Optional.ofNullable(identity), console.variables(), home);
  }
}
