package io.pgfleet.applier.cli;

import io.pgfleet.applier.tree.Tree;
import java.util.List;
import picocli.CommandLine.Option;

/** Which machines take part. */
final class Hosts {
  @Option(
      names = "--limit",
      split = ",",
      paramLabel = "HOST|GROUP",
      description = "only these hosts, nodes or groups, separated by commas")
  private List<String> limit = List.of();

  /** Whether only some are meant. */
  boolean isLimited() {
    return !limit.isEmpty();
  }

  /** Hosts that take part; none means all. */
  List<String> of(Tree tree) {
    return Limit.of(limit, tree);
  }
}
