package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.ShellText;
import java.util.List;
import java.util.Map;

/** The user's shell aliases. */
record AliasesView(List<Alias> aliases) {

  /**
   * One alias.
   *
   * @param definition a complete {@code name=command} word
   */
  record Alias(String definition) {}

  static AliasesView of(Map<String, String> aliases) {
    return new AliasesView(
        aliases.entrySet().stream()
            .map(one -> new Alias(ShellText.word(one.getKey() + "=" + one.getValue())))
            .toList());
  }
}
