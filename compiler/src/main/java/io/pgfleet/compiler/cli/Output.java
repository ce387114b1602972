package io.pgfleet.compiler.cli;

/** How results are printed. */
enum Output {
  text,
  json
}
