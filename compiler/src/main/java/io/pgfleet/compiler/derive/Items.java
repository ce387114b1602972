package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.Optional;

/** Where the items of a list parameter stand. */
final class Items {
  private Items() {}

  /** The item's place; the host's when the list is a default. */
  static Origin origin(Scope scope, String parameter, int index) {
    return item(scope, parameter, index).map(Value::origin).orElse(scope.origin());
  }

  /** The place of a key's value inside the item. */
  static Origin origin(Scope scope, String parameter, int index, String key) {
    return item(scope, parameter, index)
        .filter(Value.Mapping.class::isInstance)
        .map(one -> ((Value.Mapping) one).settings().get(key))
        .map(Setting::value)
        .map(Value::origin)
        .orElse(origin(scope, parameter, index));
  }

  private static Optional<Value> item(Scope scope, String parameter, int index) {
    return scope
        .written(parameter)
        .map(Scope.Effective::value)
        .filter(Value.Sequence.class::isInstance)
        .map(one -> ((Value.Sequence) one).items())
        .filter(items -> index < items.size())
        .map(items -> items.get(index));
  }
}
