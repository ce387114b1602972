package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;

/** What a result has to say in a report that knows nothing but places and messages. */
final class Finding {
  private static final String STALE = "T001";

  private Finding() {}

  /** The diagnostics of an environment, and one more when its tree is stale. */
  static List<Diagnostic> of(EnvironmentResult result) {
    List<Diagnostic> findings = new ArrayList<>(result.diagnostics());
    if (result.exitCode() == Exit.STALE) {
      findings.add(stale(result));
    }
    return findings;
  }

  /** The message and the remedy as one sentence. */
  static String sentence(Diagnostic one) {
    return one.remedy().isEmpty() ? one.message() : one.message() + "; " + one.remedy();
  }

  private static Diagnostic stale(EnvironmentResult result) {
    List<String> files = new ArrayList<>(result.written());
    files.addAll(result.deleted());
    return new Diagnostic(
        Severity.ERROR,
        STALE,
        Origin.ofFile(files.get(0)),
        (files.size() == 1 ? "1 file is" : files.size() + " files are")
            + " not what the inventory compiles to",
        "run 'compile --env " + result.environment() + "' and commit the tree");
  }
}
