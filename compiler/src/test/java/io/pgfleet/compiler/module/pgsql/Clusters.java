package io.pgfleet.compiler.module.pgsql;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.PgRole;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.Service;
import io.pgfleet.compiler.model.parameter.Haproxy;
import io.pgfleet.compiler.model.parameter.NodeAdmin;
import io.pgfleet.compiler.model.parameter.NodeDns;
import io.pgfleet.compiler.model.parameter.NodeIdentity;
import io.pgfleet.compiler.model.parameter.NodePackages;
import io.pgfleet.compiler.model.parameter.NodeSecurity;
import io.pgfleet.compiler.model.parameter.NodeTime;
import io.pgfleet.compiler.model.parameter.NodeTuning;
import io.pgfleet.compiler.model.parameter.NodeVip;
import io.pgfleet.compiler.model.parameter.PgAccess;
import io.pgfleet.compiler.model.parameter.PgBackup;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.model.parameter.PgIdentity;
import io.pgfleet.compiler.model.parameter.PgInstall;
import io.pgfleet.compiler.model.parameter.PgProvision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Clusters out of the schema's defaults and some parameters as JSON text; a secret's name is its
 * value, so that a test can see which one stands where.
 */
public final class Clusters {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addDeserializer(Secret.class, new SecretNamedByValue()))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private static final Facts FACTS =
      new Facts(
          2,
          1L << 31,
          20L << 30,
          "x86_64",
          new Facts.OperatingSystem("debian", "12", "bookworm"),
          "admin",
          "");

  private Clusters() {}

  /** The folder that the checkout's files lie in. */
  public static Path root() {
    return Path.of(System.getProperty("pgfleet.root"));
  }

  /**
   * One cluster; the first member is the primary, the last of more than two is offline.
   *
   * @param overrides JSON object of parameters
   */
  public static PgCluster cluster(String name, int members, String overrides) {
    List<PgInstance> instances = new ArrayList<>();
    for (int seq = 1; seq <= members; seq++) {
      PgRole role =
          seq == 1 ? PgRole.PRIMARY : seq > 2 && seq == members ? PgRole.OFFLINE : PgRole.REPLICA;
      instances.add(
          new PgInstance(
              node("10.10.10." + (10 + seq), name + "-" + seq, overrides),
              name,
              seq,
              role,
              parameters(overrides)));
    }
    return new PgCluster(name, instances.get(0), instances, services(name, instances));
  }

  /** The sections of an instance. */
  public static PgInstance.Parameters parameters(String overrides) {
    ObjectNode values = values("pgsql", overrides);
    return new PgInstance.Parameters(
        bind(PgIdentity.class, values),
        bind(PgBusiness.class, values),
        bind(PgInstall.class, values),
        bind(PgBootstrap.class, values),
        bind(PgProvision.class, values),
        bind(PgBackup.class, values),
        bind(PgAccess.class, values));
  }

  /** A node with the sections that every node has. */
  public static Node node(String host, String name, String overrides) {
    ObjectNode values = values("node", overrides);
    return new Node(
        host,
        name,
        "nodes",
        FACTS,
        new Node.Connection(host, 22, "admin", true),
        new Node.Parameters(
            bind(NodeIdentity.class, values),
            bind(NodeDns.class, values),
            bind(NodePackages.class, values),
            bind(NodeTuning.class, values),
            bind(NodeSecurity.class, values),
            bind(NodeAdmin.class, values),
            bind(NodeTime.class, values),
            bind(NodeVip.class, values),
            bind(Haproxy.class, values)));
  }

  private static List<Service> services(String cluster, List<PgInstance> instances) {
    return List.of(
        service(cluster, "primary", 5433, "/primary", 6432, instances),
        service(cluster, "default", 5436, "/primary", 5432, instances));
  }

  private static Service service(
      String cluster, String name, int port, String check, int dest, List<PgInstance> members) {
    return new Service(
        name,
        cluster + "-" + name,
        port,
        "*",
        check,
        5000,
        "roundrobin",
        java.util.Optional.empty(),
        members.stream()
            .map(
                one ->
                    new Service.Backend(
                        one.name(),
                        one.node().host(),
                        dest,
                        8008,
                        100,
                        one.role() == PgRole.OFFLINE,
                        false))
            .toList());
  }

  private static <T> T bind(Class<T> section, ObjectNode values) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    for (var component : section.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      if (values.has(name)) {
        own.set(name, values.get(name));
      }
    }
    try {
      return MAPPER.treeToValue(own, section);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(section.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode values(String module, String overrides) {
    try {
      Path schema = root().resolve("schema/v4.0/params/" + module + ".schema.json");
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> one :
          MAPPER.readTree(Files.readString(schema)).get("properties").properties()) {
        if (one.getValue().has("default")) {
          values.set(one.getKey(), one.getValue().get("default"));
        }
      }
      values.setAll((ObjectNode) MAPPER.readTree(overrides));
      return named(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Items of lists may be written as plain names. */
  private static ObjectNode named(ObjectNode values) {
    for (String list : List.of("pg_users", "pg_default_roles")) {
      values.path(list).forEach(user -> expand(user, "roles"));
    }
    values
        .path("pg_databases")
        .forEach(
            database -> {
              expand(database, "schemas");
              expand(database, "extensions");
            });
    expand(values, "pg_default_extensions");
    return values;
  }

  private static void expand(JsonNode parent, String list) {
    if (!parent.has(list)) {
      return;
    }
    var items = JsonNodeFactory.instance.arrayNode();
    parent
        .get(list)
        .forEach(
            item ->
                items.add(
                    item.isTextual()
                        ? JsonNodeFactory.instance.objectNode().put("name", item.asText())
                        : item));
    ((ObjectNode) parent).set(list, items);
  }

  /** Text becomes a reference of that name with a fixed revision. */
  private static final class SecretNamedByValue extends JsonDeserializer<Secret> {
    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext unused) throws IOException {
      String value = parser.getValueAsString();
      String name = value.isEmpty() ? "none" : value.replaceAll("[^A-Za-z0-9_./-]", "_");
      return new Secret(name, "revision", value.isEmpty());
    }
  }
}
