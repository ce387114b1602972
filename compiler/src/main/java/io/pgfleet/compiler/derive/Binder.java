package io.pgfleet.compiler.derive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.model.Secret;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Binds the values of a scope to the record of a parameter section. */
final class Binder {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final SecretIndex secrets;

  Binder(SecretIndex secrets) {
    this.secrets = secrets;
  }

  /**
   * The section with the values that hold in the scope.
   *
   * @throws IllegalStateException when record and schema disagree, which is our bug
   */
  <T> T bind(Class<T> section, Scope scope) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : section.getRecordComponents()) {
      String name = snake(component.getName());
      scope.effective(name).ifPresent(one -> node.set(name, value(name, one, scope)));
    }
    try {
      return MAPPER.treeToValue(node, section);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          section.getSimpleName() + " does not fit the schema: " + e.getOriginalMessage());
    }
  }

  static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private JsonNode value(String name, Scope.Effective effective, Scope scope) {
    Value replaced = Placeholders.replace(name, effective.value(), scope);
    // a secret that names its cluster differs from cluster to cluster, wherever it is written
    boolean own = name.equals("pgbackrest_repo") && !replaced.sameAs(effective.value());
    String prefix = own ? Placeholders.text(scope, "pg_cluster") + "/" : effective.level().prefix();
    if (replaced instanceof Value.Literal literal && literal.text().isEmpty()) {
      Optional<String> owner = owner(name, scope);
      if (owner.isPresent()) {
        Secret made = secrets.unwritten(safe(owner.get() + "/" + name));
        return JsonNodeFactory.instance.pojoNode(made);
      }
    }
    return node(prefix + name, replaced);
  }

  /** Whose secret is made up when the parameter is empty; passwords that follow a name are none. */
  private static Optional<String> owner(String name, Scope scope) {
    if (name.equals("pg_etcd_password")) {
      String shard = Placeholders.text(scope, "pg_shard");
      return Optional.of(shard.isEmpty() ? Placeholders.text(scope, "pg_cluster") : shard);
    }
    String address = Placeholders.text(scope, "vip_address");
    boolean floating = name.equals("vip_auth_pass") && !address.isEmpty();
    return floating ? Optional.of("vip/" + address) : Optional.empty();
  }

  /** The value without any secret in it. */
  static JsonNode visible(Value value) {
    return new Binder(new Hidden()).node("", value);
  }

  /** Stands in for secrets where nobody may see them, not even their names. */
  private static final class Hidden implements SecretIndex {
    private static final Secret NONE = new Secret("hidden", "00000000", true);

    @Override
    public Secret written(String name, String literal, Origin origin) {
      return NONE;
    }

    @Override
    public Secret unwritten(String name) {
      return NONE;
    }
  }

  private JsonNode node(String path, Value value) {
    if (value instanceof Value.Literal literal) {
      return JsonNodeFactory.instance.pojoNode(
          secrets.written(safe(path), literal.text(), literal.origin()));
    }
    if (value instanceof Value.Sequence sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      int index = 0;
      for (Value item : sequence.items()) {
        array.add(node(path + "/" + itemName(item, index++), item));
      }
      return array;
    }
    if (value instanceof Value.Mapping mapping) {
      return mapping(path, mapping);
    }
    return scalar((Value.Scalar) value);
  }

  private JsonNode mapping(String path, Value.Mapping mapping) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Setting> entry : mapping.settings().entrySet()) {
      String key = entry.getKey();
      // the password of an item is the item's only secret, so its path ends with the item
      String inner = key.equals("password") || key.equals("secret_key") ? path : path + "/" + key;
      object.set(key, node(inner, entry.getValue().value()));
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

  private static String safe(String path) {
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
