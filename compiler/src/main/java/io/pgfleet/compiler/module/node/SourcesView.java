package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;

/** Repositories as apt reads them: a line for each. */
record SourcesView(List<Source> sources) {

  record Source(String line) {}

  static SourcesView of(List<NodeRepository> repositories) {
    return new SourcesView(
        repositories.stream().map(one -> new Source(ConfText.line(line(one)))).toList());
  }

  /** Their keys are on no node, so they are taken as they come. */
  private static String line(NodeRepository one) {
    return "deb [trusted=yes] " + one.address();
  }
}
