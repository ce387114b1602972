package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Results of environments, printed as the user asked, and the exit code that sums them up. */
final class Verdict {
  private final Optional<TextReport> text;
  private final Optional<Report> report;
  private int exitCode = Exit.DONE;

  /**
   * @param verb what was done to the environments
   */
  Verdict(ReportFormat format, Workspace workspace, TextReport.Verb verb) {
    List<Path> roots = List.of(workspace.inventories().getParent(), workspace.root());
    this.report = report(format, new FilePaths(roots));
    // whoever looks at the log of a job whose report goes into a file sees what is wrong, too
    this.text =
        format == ReportFormat.json
            ? Optional.empty()
            : Optional.of(text(format, new Talk(System.err, roots), verb));
  }

  private static TextReport text(ReportFormat format, Talk talk, TextReport.Verb verb) {
    return new TextReport(talk, format == ReportFormat.text ? System.out : System.err, verb);
  }

  private static Optional<Report> report(ReportFormat format, FilePaths paths) {
    return switch (format) {
      case text -> Optional.empty();
      case json -> Optional.of(new JsonReport());
      case sarif -> Optional.of(new SarifReport(paths));
      case github -> Optional.of(new GithubReport(paths));
      case gitlab -> Optional.of(new GitlabReport(paths));
    };
  }

  void add(EnvironmentResult result) {
    exitCode = Math.max(exitCode, result.exitCode());
    text.ifPresent(one -> one.show(result));
    report.ifPresent(one -> one.add(result));
  }

  /** Prints what sums all of them up. */
  int exitCode() {
    report.ifPresent(one -> System.out.print(one.text()));
    return exitCode;
  }
}
