package io.pgfleet.compiler.derive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.model.Secret;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Binds the values of a scope to the record of a parameter section.
 *
 * <p>Most hosts share most values, so what was bound once for the same values is given again.
 */
final class Binder {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final SecretIndex secrets;
  private final boolean demo;
  private final JsonForm form;
  private final Map<Class<?>, List<String>> names = new HashMap<>();
  private final Map<Written, JsonNode> nodes = new HashMap<>();
  private final Map<List<Object>, Object> sections = new HashMap<>();
  private final Map<String, JsonNode> keys = new HashMap<>();

  /**
   * A value at its place, and what stands in for the placeholders in it. Compared by hand: what the
   * language makes up for a record has to be spun first, which a short run feels.
   */
  private record Written(String name, Same value, String prefix, String replacement) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Written written
          && value.equals(written.value)
          && name.equals(written.name)
          && prefix.equals(written.prefix)
          && replacement.equals(written.replacement);
    }

    @Override
    public int hashCode() {
      return 31 * value.hashCode() + replacement.hashCode();
    }
  }

  /** Equal only to itself: comparing places is quicker than comparing contents. */
  private record Same(Object one) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Same same && same.one == one;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(one);
    }
  }

  /**
   * Binds.
   *
   * @param demo whether a value that anybody can work out may stand in for a secret
   */
  Binder(SecretIndex secrets, boolean demo) {
    this.secrets = secrets;
    this.demo = demo;
    this.form = new JsonForm(secrets);
  }

  /**
   * The section with the values that hold in the scope.
   *
   * @throws IllegalStateException when record and schema disagree, which is our bug
   */
  <T> T bind(Class<T> section, Scope scope) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    List<Object> key = new ArrayList<>();
    key.add(section);
    for (String name : names.computeIfAbsent(section, Binder::parameters)) {
      JsonNode value =
          scope
              .effective(name)
              .map(one -> node(name, one, scope))
              .or(() -> masterKey(name, scope))
              .orElse(null);
      key.add(new Same(value));
      if (value != null) {
        node.set(name, value);
      }
    }
    return section.cast(sections.computeIfAbsent(key, one -> convert(node, section)));
  }

  /** Columns that an extension encrypts need a key in every cluster that loads it. */
  private Optional<JsonNode> masterKey(String name, Scope scope) {
    if (demo || !name.equals("pgsodium_key") || !loads(scope, "pgsodium")) {
      return Optional.empty();
    }
    String secret = JsonForm.safe(Placeholders.text(scope, "pg_cluster") + "/" + name);
    return Optional.of(
        keys.computeIfAbsent(
            secret, one -> JsonNodeFactory.instance.pojoNode(secrets.unwritten(one))));
  }

  private static boolean loads(Scope scope, String library) {
    return Arrays.stream(Placeholders.text(scope, "pg_libs").split(","))
        .anyMatch(one -> one.trim().equals(library));
  }

  private static Object convert(ObjectNode node, Class<?> section) {
    try {
      return MAPPER.treeToValue(node, section);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          section.getSimpleName() + " does not fit the schema: " + e.getOriginalMessage());
    }
  }

  private static List<String> parameters(Class<?> section) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : section.getRecordComponents()) {
      names.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private JsonNode node(String name, Scope.Effective effective, Scope scope) {
    String replacement = Placeholders.replacement(name, scope) + owner(name, scope).orElse("");
    Written written =
        new Written(name, new Same(effective.value()), effective.level().prefix(), replacement);
    JsonNode known = nodes.get(written);
    if (known == null) {
      known = value(name, effective, scope);
      nodes.put(written, known);
    }
    return known;
  }

  private JsonNode value(String name, Scope.Effective effective, Scope scope) {
    Value replaced = Placeholders.replace(name, effective.value(), scope);
    // a secret that names its cluster differs from cluster to cluster, wherever it is written
    boolean own = name.equals("pgbackrest_repo") && !replaced.sameAs(effective.value());
    String prefix = own ? Placeholders.text(scope, "pg_cluster") + "/" : effective.level().prefix();
    if (replaced instanceof Value.Literal literal && literal.text().isEmpty()) {
      Optional<String> owner = owner(name, scope);
      if (owner.isPresent()) {
        Secret made = secrets.unwritten(JsonForm.safe(owner.get() + "/" + name));
        return JsonNodeFactory.instance.pojoNode(made);
      }
    }
    return form.of(prefix + name, replaced);
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
}
