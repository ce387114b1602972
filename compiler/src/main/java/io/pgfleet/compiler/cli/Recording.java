package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.git.Checkout;
import io.pgfleet.compiler.git.GitException;
import io.pgfleet.compiler.pki.RotationStage;
import io.pgfleet.compiler.review.AppliedRuns;
import io.pgfleet.compiler.tree.TreeReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;

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
      onEveryNode(phase, tree, refusals);
    }
    refusals.throwIfErrors();
  }

  private void onEveryNode(String phase, Origin tree, Diagnostics refusals) {
    SortedSet<String> pending = pending();
    if (!pending.isEmpty()) {
      refusals.error(
          "K006",
          tree,
          phase
              + "has to be on every node before the next one; no run of it is noted for "
              + String.join(", ", pending),
          "run 'apply --env "
              + name
              + "'; where it ran in another checkout, fetch "
              + AppliedRuns.REF
              + ", or say --applied");
    }
  }

  /** Hosts whose last run, as far as this checkout knows, applied another tree than HEAD's. */
  private SortedSet<String> pending() {
    Path folder = workspace.out().resolve(name);
    try (Checkout checkout = Checkout.around(folder)) {
      AppliedRuns runs = new AppliedRuns(name, checkout.notes(AppliedRuns.REF));
      SortedSet<String> pending = AppliedRuns.hosts(TreeReader.read(folder).files());
      runs.lastCommits()
          .forEach(
              (host, commit) -> {
                if (checkout.isAsHead(commit, folder)) {
                  pending.remove(host);
                }
              });
      return pending;
    } catch (GitException e) {
      return AppliedRuns.hosts(TreeReader.read(folder).files());
    }
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
