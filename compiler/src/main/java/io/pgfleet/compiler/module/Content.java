package io.pgfleet.compiler.module;

/** Where the bytes of an artifact come from. */
public sealed interface Content {

  /** The type's template filled from a view record. */
  record View(Object view) implements Content {}

  /** The type's template copied as it is. */
  record Verbatim() implements Content {}

  /** Text that exists already, such as a certificate or a secret reference; ends in a newline. */
  record Text(String text) implements Content {}
}
