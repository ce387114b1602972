package io.pgfleet.applier.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSON object of the tree, read field by field; a missing or wrong field names its place. */
record Fields(String place, JsonNode node) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads a document whose {@code formatVersion} must be the one that this program knows. */
  static Fields document(String place, byte[] bytes) {
    Fields fields = new Fields(place, parse(place, bytes));
    int version = fields.number("formatVersion", 0);
    if (version != 1) {
      throw new TreeException(
          place
              + ": formatVersion is "
              + version
              + ", this program reads 1; "
              + (version > 1 ? "use a newer applier" : "compile again"));
    }
    return fields;
  }

  private static JsonNode parse(String place, byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (!node.isObject()) {
        throw new TreeException(place + ": is not a JSON object; compile again");
      }
      return node;
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
      throw new TreeException(
          place + line + ": is not JSON: " + e.getOriginalMessage() + "; compile again");
    } catch (IOException e) {
      throw new TreeException(place + ": cannot be read: " + e.getMessage());
    }
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> missing(name));
  }

  String text(String name, String absent) {
    return optional(name).orElse(absent);
  }

  Optional<String> optional(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(name, "a text");
    }
    return Optional.of(value.textValue());
  }

  int number(String name, int absent) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw wrong(name, "a whole number");
    }
    return value.intValue();
  }

  Optional<Instant> instant(String name) {
    try {
      return optional(name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw wrong(name, "a time such as 2030-01-01T00:00:00Z");
    }
  }

  boolean flag(String name, boolean absent) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : array(name)) {
      if (!value.isTextual()) {
        throw wrong(name, "a list of texts");
      }
      texts.add(value.textValue());
    }
    return texts;
  }

  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode value : array(name)) {
      if (!value.isObject()) {
        throw wrong(name, "a list of objects");
      }
      objects.add(new Fields(place + ": " + name + "[" + objects.size() + "]", value));
    }
    return objects;
  }

  /** An object inside this one; nothing when it is absent. */
  Optional<Fields> object(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw wrong(name, "an object");
    }
    return Optional.of(new Fields(place + ": " + name, value));
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode array(String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
      throw wrong(name, "a list");
    }
    return value;
  }

  private TreeException missing(String name) {
    return new TreeException(place + ": has no '" + name + "'; compile again");
  }

  private TreeException wrong(String name, String wanted) {
    return new TreeException(place + ": '" + name + "' is not " + wanted + "; compile again");
  }
}
