package io.pgfleet.applier.cli;

import picocli.CommandLine.Option;

/** How something is done: for real or only planned, and in which form its result is told. */
final class Manner {
  @Option(names = "--plan", description = "only show what it would do; exit code 2 if anything")
  private boolean planOnly;

  @Option(
      names = "--output",
      paramLabel = "text|json|ndjson",
      defaultValue = "text",
      description = "form of the result on standard output; ndjson has every event, a line each")
  private Output output;

  boolean isPlan() {
    return planOnly;
  }

  Output output() {
    return output;
  }
}
