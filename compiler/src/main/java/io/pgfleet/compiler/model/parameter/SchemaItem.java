package io.pgfleet.compiler.model.parameter;

import java.util.Optional;

/** A schema of a database; written as a plain name or as a mapping. */
public record SchemaItem(String name, Optional<String> owner, String state) {
  public SchemaItem {
    state = state == null ? "create" : state;
  }
}
