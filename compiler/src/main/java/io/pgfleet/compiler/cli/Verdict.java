package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import java.util.List;
import java.util.function.Consumer;

/** Results of environments, printed as the user asked, and the exit code that sums them up. */
final class Verdict {
  private final Output output;
  private final Consumer<EnvironmentResult> text;
  private final JsonReport json = new JsonReport();
  private int exitCode = Exit.DONE;

  /**
   * @param verb what was done to the environments
   */
  Verdict(Output output, Workspace workspace, TextReport.Verb verb) {
    this.output = output;
    Talk talk =
        new Talk(System.err, List.of(workspace.inventories().getParent(), workspace.root()));
    TextReport report = new TextReport(talk, System.out, verb);
    this.text = report::show;
  }

  void add(EnvironmentResult result) {
    exitCode = Math.max(exitCode, result.exitCode());
    if (output == Output.json) {
      json.add(result);
    } else {
      text.accept(result);
    }
  }

  /** Prints what sums all of them up. */
  int exitCode() {
    if (output == Output.json) {
      System.out.print(json.text());
    }
    return exitCode;
  }
}
