package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.json.JSONArray;
import org.json.JSONObject;

/** Located values to org.json and back. */
final class JsonValues {
  private JsonValues() {}

  static Object toJson(Value value) {
    if (value instanceof Value.Literal literal) {
      return literal.text();
    }
    if (value instanceof Value.Sequence sequence) {
      JSONArray array = new JSONArray();
      sequence.items().forEach(item -> array.put(toJson(item)));
      return array;
    }
    if (value instanceof Value.Mapping mapping) {
      JSONObject object = new JSONObject();
      mapping.settings().forEach((key, setting) -> object.put(key, toJson(setting.value())));
      return object;
    }
    return scalar((Value.Scalar) value);
  }

  private static Object scalar(Value.Scalar scalar) {
    Object content = scalar.content().orElse(JSONObject.NULL);
    // org.json has no place for infinity and not-a-number; as text they fail where they should
    boolean unfit = content instanceof Double number && !Double.isFinite(number);
    return unfit ? scalar.text() : content;
  }

  /** Keys sorted: org.json keeps no order. */
  static Value fromJson(Object json, Origin origin) {
    if (json instanceof JSONObject object) {
      Map<String, Setting> settings = new LinkedHashMap<>();
      for (String key : new TreeSet<>(object.keySet())) {
        settings.put(key, new Setting(origin, fromJson(object.get(key), origin)));
      }
      return new Value.Mapping(origin, settings);
    }
    if (json instanceof JSONArray array) {
      return new Value.Sequence(
          origin,
          StreamSupport.stream(array.spliterator(), false)
              .map(item -> fromJson(item, origin))
              .toList());
    }
    if (JSONObject.NULL.equals(json)) {
      return new Value.Scalar(origin, Optional.empty(), "", false);
    }
    return new Value.Scalar(origin, Optional.of(content(json)), json.toString(), false);
  }

  private static Object content(Object json) {
    if (json instanceof Integer number) {
      return number.longValue();
    }
    if (json instanceof BigDecimal number) {
      return number.doubleValue();
    }
    return json;
  }
}
