package io.pgfleet.compiler.migration;

import io.pgfleet.compiler.inventory.Value;

/** Plain values of an inventory as text. */
final class Texts {
  private Texts() {}

  static String of(Value value) {
    return value instanceof Value.Scalar scalar ? scalar.text() : "";
  }
}
