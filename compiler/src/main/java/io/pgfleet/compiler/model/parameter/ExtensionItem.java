package io.pgfleet.compiler.model.parameter;

import java.util.Optional;

/** An extension of a database; written as a plain name or as a mapping. */
public record ExtensionItem(
    String name, Optional<String> schema, Optional<String> version, String state) {
  public ExtensionItem {
    state = state == null ? "create" : state;
  }
}
