package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;

/** Where the parts of a parameter stand. */
final class Items {
  private Items() {}

  /**
   * The place of the innermost part that exists; the host's when the parameter is a default.
   *
   * @param steps keys of mappings and indexes of lists, from the outside in
   */
  static Origin origin(Scope scope, String parameter, Object... steps) {
    Value value = scope.written(parameter).map(Scope.Effective::value).orElse(null);
    if (value == null) {
      return scope.origin();
    }
    for (Object step : steps) {
      Value inner = inner(value, step);
      if (inner == null) {
        break;
      }
      value = inner;
    }
    return value.origin();
  }

  private static Value inner(Value value, Object step) {
    if (value instanceof Value.Sequence sequence && step instanceof Integer index) {
      return index < sequence.items().size() ? sequence.items().get(index) : null;
    }
    if (value instanceof Value.Mapping mapping) {
      Setting setting = mapping.settings().get(step.toString());
      return setting == null ? null : setting.value();
    }
    return null;
  }
}
