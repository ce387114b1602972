package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.ConfText;

/** A kernel module that a node loads at boot. */
record ModuleView(String name) {

  static ModuleView of(String name) {
    return new ModuleView(ConfText.word(name));
  }
}
