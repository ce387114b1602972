package io.pgfleet.compiler.derive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.model.Secret;
import java.math.BigInteger;
import java.util.Map;

/** Values as Jackson's tree, with references in place of secrets. */
final class JsonForm {
  private final SecretIndex secrets;

  JsonForm(SecretIndex secrets) {
    this.secrets = secrets;
  }

  /** The value without any secret in it. */
  static JsonNode visible(Value value) {
    return new JsonForm(new Hidden()).of("", value);
  }

  /** Stands in for secrets where nobody may see them, not even their names. */
  private static final class Hidden implements SecretIndex {
    private static final Secret NONE = new Secret("hidden", "00000000", true);

    @Override
    public Secret written(String name, String literal, Origin origin) {
      return NONE;
    }

    @Override
    public Secret named(String name, Origin origin) {
      return NONE;
    }

    @Override
    public Secret unwritten(String name) {
      return NONE;
    }
  }

  /**
   * The value.
   *
   * @param path name of the secret that the value is, or that those inside it begin with
   */
  JsonNode of(String path, Value value) {
    if (value instanceof Value.Literal literal) {
      return JsonNodeFactory.instance.pojoNode(secret(path, literal));
    }
    if (value instanceof Value.Sequence sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      int index = 0;
      for (Value item : sequence.items()) {
        array.add(of(path + "/" + itemName(item, index++), item));
      }
      return array;
    }
    if (value instanceof Value.Mapping mapping) {
      return mapping(path, mapping);
    }
    return scalar((Value.Scalar) value);
  }

  private Secret secret(String path, Value.Literal literal) {
    return literal
        .reference()
        .map(name -> secrets.named(name, literal.origin()))
        .orElseGet(() -> secrets.written(safe(path), literal.text(), literal.origin()));
  }

  private JsonNode mapping(String path, Value.Mapping mapping) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Setting> entry : mapping.settings().entrySet()) {
      String key = entry.getKey();
      // the password of an item is the item's only secret, so its path ends with the item
      String inner = key.equals("password") || key.equals("secret_key") ? path : path + "/" + key;
      object.set(key, of(inner, entry.getValue().value()));
    }
    return object;
  }

  private static String itemName(Value item, int index) {
    if (item instanceof Value.Mapping mapping) {
      return mapping
          .text("name")
          .or(() -> mapping.text("access_key"))
          .orElse(Integer.toString(index));
    }
    return Integer.toString(index);
  }

  static String safe(String path) {
    return path.replaceAll("[^A-Za-z0-9_./-]", "_");
  }

  private static JsonNode scalar(Value.Scalar scalar) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    Object content = scalar.content().orElse(null);
    if (content == null) {
      return factory.nullNode();
    }
    if (content instanceof Boolean flag) {
      return factory.booleanNode(flag);
    }
    if (content instanceof Long number) {
      boolean small = number == number.intValue();
      return small ? factory.numberNode(number.intValue()) : factory.numberNode(number);
    }
    if (content instanceof BigInteger number) {
      return factory.numberNode(number);
    }
    return content instanceof Double number
        ? factory.numberNode(number)
        : factory.textNode(content.toString());
  }
}
