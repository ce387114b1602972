package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;

/** The kernel modules that a node loads at boot. */
record ModulesView(List<KernelModule> modules) {

  record KernelModule(String name) {}

  static ModulesView of(List<String> names) {
    return new ModulesView(
        names.stream().map(name -> new KernelModule(ConfText.word(name))).toList());
  }
}
