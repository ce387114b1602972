package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.inventory.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.json.JSONArray;
import org.json.JSONObject;

/** A definition with its references followed and its branches side by side. */
record Alternatives(List<JSONObject> branches) {
  private static final JSONObject FREE = new JSONObject();

  static Alternatives of(JSONObject definition, JSONObject definitions) {
    List<JSONObject> branches = new ArrayList<>();
    collect(definition, definitions, branches);
    return new Alternatives(branches);
  }

  private static void collect(JSONObject one, JSONObject definitions, List<JSONObject> branches) {
    String reference = one.optString("$ref");
    if (!reference.isEmpty()) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      collect(definitions.getJSONObject(name), definitions, branches);
      return;
    }
    branches.add(one);
    JSONArray inner = one.optJSONArray("anyOf");
    for (int i = 0; inner != null && i < inner.length(); i++) {
      collect(inner.getJSONObject(i), definitions, branches);
    }
  }

  /** The key that a plain text stands for. */
  Optional<String> shorthand() {
    return branches.stream()
        .map(one -> one.optString("x-shorthand"))
        .filter(one -> !one.isEmpty())
        .findFirst();
  }

  boolean secret() {
    return branches.stream().anyMatch(one -> one.optBoolean("x-secret"));
  }

  JSONObject items() {
    return branches.stream()
        .map(one -> one.optJSONObject("items"))
        .filter(one -> one != null)
        .findFirst()
        .orElse(FREE);
  }

  JSONObject property(String name) {
    for (JSONObject one : branches) {
      JSONObject properties = one.optJSONObject("properties");
      if (properties != null && properties.has(name)) {
        return properties.getJSONObject(name);
      }
    }
    return branches.stream()
        .map(one -> one.optJSONObject("additionalProperties"))
        .filter(one -> one != null)
        .findFirst()
        .orElse(FREE);
  }

  /** The word of an enum that YAML 1.1 has taken for a boolean. */
  Optional<String> wordFor(Value.Scalar scalar) {
    if (!scalar.is(Boolean.class) || takes("boolean")) {
      return Optional.empty();
    }
    List<String> words =
        scalar.content().orElseThrow().equals(true) ? Canonical.TRUE_WORDS : Canonical.FALSE_WORDS;
    List<Object> values = enumValues();
    return words.stream().filter(values::contains).findFirst();
  }

  /** Whether a value of that JSON type may stand here; everything may where no type is given. */
  boolean takes(String type) {
    List<Object> types = types();
    return types.contains(type) || (types.isEmpty() && enumValues().isEmpty());
  }

  boolean takesNumber(Value.Scalar scalar) {
    boolean whole = !scalar.is(Double.class);
    return takes("number")
        || (whole && takes("integer"))
        || enumValues().stream().anyMatch(Number.class::isInstance);
  }

  boolean takesText() {
    return takes("string") || enumValues().stream().anyMatch(String.class::isInstance);
  }

  private List<Object> enumValues() {
    return branches.stream()
        .map(one -> one.optJSONArray("enum"))
        .filter(one -> one != null)
        .flatMap(one -> one.toList().stream())
        .toList();
  }

  private List<Object> types() {
    List<Object> types = new ArrayList<>();
    for (JSONObject one : branches) {
      Object type = one.opt("type");
      if (type instanceof JSONArray several) {
        types.addAll(several.toList());
      } else if (type != null) {
        types.add(type);
      }
    }
    return types;
  }
}
