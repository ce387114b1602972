package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.util.List;

/**
 * Where a JSON pointer leads inside a parameter's value.
 *
 * @param words what to call it: the parameter, or {@code key of parameter}
 * @param owner what to call the mapping itself when one of its keys is wrong
 */
record Place(Value value, String words, String owner) {

  static Place find(String parameter, Setting setting, String pointer) {
    Value value = setting.value();
    String words = parameter;
    String fragment = pointer.startsWith("#") ? pointer.substring(1) : pointer;
    if (fragment.isEmpty()) {
      return new Place(value, words, words);
    }
    String item = "";
    for (String raw : List.of(fragment.substring(1).split("/", -1))) {
      String step = unescaped(raw);
      if (value instanceof Value.Sequence sequence) {
        value = sequence.items().get(Integer.parseInt(step));
        item = "an item of ";
      } else if (value instanceof Value.Mapping mapping && mapping.settings().containsKey(step)) {
        value = mapping.settings().get(step).value();
        words = "'" + step + "' of " + words;
        item = "";
      } else {
        break;
      }
    }
    String called = item.isEmpty() ? words : item + words;
    return new Place(value, called, called);
  }

  private static String unescaped(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }

  /** Where a key of the mapping stands. */
  Origin keyOrigin(String key) {
    if (value instanceof Value.Mapping mapping && mapping.settings().containsKey(key)) {
      return mapping.settings().get(key).name();
    }
    return value.origin();
  }
}
