package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.git.Checkout;
import io.pgfleet.compiler.git.GitException;
import io.pgfleet.compiler.pki.RotationStage;
import io.pgfleet.compiler.tree.TreeReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.SortedMap;

/** Whether a phase of an exchange was compiled, committed and applied. */
final class Recording {
  private final Workspace workspace;
  private final String name;

  Recording(Workspace workspace, String name) {
    this.workspace = workspace;
    this.name = name;
  }

  /**
   * Demands it.
   *
   * @throws io.pgfleet.compiler.diagnostic.InvalidInventoryException when it was not
   */
  void require(RotationStage stage, boolean applied) {
    Diagnostics refusals = new Diagnostics();
    Origin tree = Origin.ofFile(workspace.out().getFileName() + "/" + name);
    String phase = "phase " + stage.phase() + " of the exchange ";
    if (!compiled()) {
      refusals.error(
          "K006", tree, phase + "is not compiled", "run 'compile --env " + name + " --commit'");
    } else if (!committed()) {
      refusals.error(
          "K006", tree, phase + "is not committed", "run 'compile --env " + name + " --commit'");
    } else if (!applied) {
      refusals.error(
          "K006",
          tree,
          phase + "has to be on every node before the next one",
          "run 'apply --env " + name + "', then say --applied");
    }
    refusals.throwIfErrors();
  }

  private boolean compiled() {
    Compiler compiler = new Compiler(workspace, Version.number(), Clock.systemUTC());
    return compiler.check(name, new Diagnostics()).isCurrent();
  }

  /** A tree outside of git is compared with nothing. */
  private boolean committed() {
    Path folder = workspace.out().resolve(name);
    SortedMap<String, byte[]> published = TreeReader.read(folder).files();
    try (Checkout checkout = Checkout.around(folder)) {
      SortedMap<String, byte[]> head = checkout.readHead(folder);
      return head.keySet().equals(published.keySet())
          && head.keySet().stream()
              .allMatch(path -> Arrays.equals(head.get(path), published.get(path)));
    } catch (GitException e) {
      return true;
    }
  }
}
