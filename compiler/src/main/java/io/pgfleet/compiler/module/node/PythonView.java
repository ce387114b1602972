package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.Arrays;
import java.util.List;

/** Packages of a Python environment, a line each. */
record PythonView(List<Package> packages) {

  record Package(String name) {}

  /** Names stand beside each other, with blanks or commas between them. */
  static PythonView of(String names) {
    return new PythonView(
        Arrays.stream(names.split("[\\s,]+"))
            .filter(one -> !one.isEmpty())
            .map(one -> new Package(ConfText.word(one)))
            .toList());
  }
}
