package io.pgfleet.applier.cli;

import io.pgfleet.applier.Reach;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.tree.Tree;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which part of a tree is applied, to which machines, and how boldly. */
final class Scope {
  @Mixin private Hosts limit;

  @Option(
      names = "--module",
      split = ",",
      paramLabel = "MODULE",
      description = "only files and steps of these modules; the rest stays pending")
  private List<String> modules = List.of();

  @Option(
      names = "--canary",
      split = ",",
      paramLabel = "HOST",
      description = "these hosts first; the others only if all went well there")
  private List<String> canary = List.of();

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      defaultValue = "16",
      description = "how many machines are worked on at once (default: ${DEFAULT-VALUE})")
  private int parallel;

  @Option(
      names = "--max-fail",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "go on without up to N machines that fail or do not answer (default: ${DEFAULT-VALUE});",
        "a failed member of a cluster always stops the run"
      })
  private int failures;

  int failures() {
    return failures;
  }

  /** Whether only some machines are meant. */
  boolean isLimited() {
    return limit.isLimited() || !canary.isEmpty();
  }

  boolean hasCanary() {
    return !canary.isEmpty();
  }

  /** Hosts that take part; none means all. */
  List<String> hosts(Tree tree) {
    return limit.of(tree);
  }

  /** Hosts that go first. */
  List<String> canaries(Tree tree) {
    List<String> hosts = hosts(tree);
    List<String> first = Limit.of(canary, tree);
    if (!hosts.isEmpty() && !hosts.containsAll(first)) {
      throw new Refusal(ExitCode.USAGE, "--canary names a host that --limit leaves out; name both");
    }
    return first;
  }

  Reach reach(List<String> hosts) {
    if (parallel < 1 || failures < 0) {
      throw new Refusal(
          ExitCode.USAGE, "--max-parallel must be at least 1, and --max-fail at least 0");
    }
    return Reach.of(hosts).tolerating(failures).atOnce(parallel);
  }

  Selection selection(Tree tree) {
    TreeSet<String> known = new TreeSet<>();
    tree.steps().forEach(step -> known.add(step.module()));
    for (String module : modules) {
      if (!known.contains(module)) {
        throw new Refusal(
            ExitCode.USAGE,
            "there is no module '"
                + module
                + "' in this tree; use one of "
                + String.join(", ", known));
      }
    }
    return Selection.of(new TreeSet<>(modules));
  }
}
