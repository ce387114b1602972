package io.pgfleet.compiler.cli;

/** For whom the results of environments are printed. */
enum ReportFormat {
  /** People. */
  text,
  /** Scripts: everything about every environment. */
  json,
  /** Code scanning: SARIF 2.1.0. */
  sarif,
  /** GitHub's log: workflow commands that annotate lines. */
  github,
  /** GitLab's report of code quality. */
  gitlab;

  /** How the option is shown in a help text. */
  static final String LABEL = "text|json|sarif|github|gitlab";
}
