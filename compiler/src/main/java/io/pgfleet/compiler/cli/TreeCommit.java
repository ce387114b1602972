package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.git.Checkout;
import io.pgfleet.compiler.review.BlastRadius;
import io.pgfleet.compiler.review.Markdown;
import io.pgfleet.compiler.tree.Publication;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/** The commit of one environment's tree; its message says what the change touches. */
final class TreeCommit {
  private final Path folder;
  private final String environment;

  TreeCommit(Workspace workspace, String environment) {
    this.folder = workspace.out().resolve(environment);
    this.environment = environment;
  }

  /** The id of the commit, or empty when HEAD holds the tree already. */
  Optional<String> make(Publication publication) {
    try (Checkout checkout = Checkout.around(folder)) {
      BlastRadius radius =
          BlastRadius.between(checkout.readHead(folder), publication.tree().files());
      String message = "Compile " + environment + "\n\n" + Markdown.summary(radius) + "\n";
      return checkout.commit(
          folder, publication.tree().files(), new TreeSet<>(publication.foreign()), message);
    }
  }
}
