package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.inventory.Value;
import java.util.stream.Collectors;

/** A value on one line, for people; secrets are not shown. */
final class ValueText {
  private ValueText() {}

  static String of(Value value) {
    if (value instanceof Value.Literal) {
      return "(secret)";
    }
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream()
          .map(ValueText::of)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Value.Mapping mapping) {
      return mapping.settings().entrySet().stream()
          .map(one -> one.getKey() + ": " + of(one.getValue().value()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    Value.Scalar scalar = (Value.Scalar) value;
    return scalar.content().isEmpty() ? "(nothing)" : scalar.content().get().toString();
  }
}
