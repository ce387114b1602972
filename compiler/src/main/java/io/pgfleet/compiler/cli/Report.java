package io.pgfleet.compiler.cli;

/** A document about the results of environments. */
interface Report {
  void add(EnvironmentResult result);

  /** The whole document, ending with a newline unless it is empty. */
  String text();
}
