package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.Card;
import io.pgfleet.compiler.model.parameter.CertificateAuthority;
import io.pgfleet.compiler.model.parameter.Dns;
import io.pgfleet.compiler.model.parameter.Etcd;
import io.pgfleet.compiler.model.parameter.EtcdRemove;
import io.pgfleet.compiler.model.parameter.ExtensionItem;
import io.pgfleet.compiler.model.parameter.Haproxy;
import io.pgfleet.compiler.model.parameter.HaproxyService;
import io.pgfleet.compiler.model.parameter.HbaRule;
import io.pgfleet.compiler.model.parameter.Meta;
import io.pgfleet.compiler.model.parameter.Nginx;
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
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgIdentity;
import io.pgfleet.compiler.model.parameter.PgInstall;
import io.pgfleet.compiler.model.parameter.PgPitr;
import io.pgfleet.compiler.model.parameter.PgProvision;
import io.pgfleet.compiler.model.parameter.PgRemove;
import io.pgfleet.compiler.model.parameter.PgUser;
import io.pgfleet.compiler.model.parameter.Portal;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.model.parameter.RoleGrant;
import io.pgfleet.compiler.model.parameter.SchemaItem;
import io.pgfleet.compiler.model.parameter.ServiceDefinition;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schema and records hold the same parameters, of the same kinds. */
final class ParameterContractTest {
  private static final List<String> GONE = List.of("x-dead", "x-retired", "x-renamed");

  private final Map<String, JSONObject> files = new TreeMap<>();

  ParameterContractTest() throws IOException {
    Path directory = SandboxFleet.root().resolve("schema/v4.0/params");
    for (String name : List.of("infra", "node", "etcd", "pgsql")) {
      String text = Files.readString(directory.resolve(name + ".schema.json"));
      files.put(name, new JSONObject(new JSONTokener(text)));
    }
  }

  static Stream<Arguments> sections() {
    return Stream.of(
        Arguments.of("META", Meta.class),
        Arguments.of("CA", CertificateAuthority.class),
        Arguments.of("INFRA_ID", Portal.class),
        Arguments.of("NGINX", Nginx.class),
        Arguments.of("DNS", Dns.class),
        Arguments.of("NODE_ID", NodeIdentity.class),
        Arguments.of("NODE_DNS", NodeDns.class),
        Arguments.of("NODE_PACKAGE", NodePackages.class),
        Arguments.of("NODE_TUNE", NodeTuning.class),
        Arguments.of("NODE_SEC", NodeSecurity.class),
        Arguments.of("NODE_ADMIN", NodeAdmin.class),
        Arguments.of("NODE_TIME", NodeTime.class),
        Arguments.of("NODE_VIP", NodeVip.class),
        Arguments.of("HAPROXY", Haproxy.class),
        Arguments.of("ETCD", Etcd.class),
        Arguments.of("PG_ID", PgIdentity.class),
        Arguments.of("PG_BUSINESS", PgBusiness.class),
        Arguments.of("PG_INSTALL", PgInstall.class),
        Arguments.of("PG_BOOTSTRAP", PgBootstrap.class),
        Arguments.of("PG_PROVISION", PgProvision.class),
        Arguments.of("PG_BACKUP", PgBackup.class),
        Arguments.of("PG_ACCESS", PgAccess.class),
        Arguments.of("PG_PITR", PgPitr.class),
        Arguments.of("PG_REMOVE", PgRemove.class),
        Arguments.of("ETCD_REMOVE", EtcdRemove.class));
  }

  static Stream<Arguments> items() {
    return Stream.of(
        Arguments.of("infra", "portal-entry", PortalEntry.class),
        Arguments.of("infra", "card", Card.class),
        Arguments.of("node", "haproxy-service", HaproxyService.class),
        Arguments.of("node", "haproxy-server", HaproxyService.Server.class),
        Arguments.of("pgsql", "user", PgUser.class),
        Arguments.of("pgsql", "role-grant", RoleGrant.class),
        Arguments.of("pgsql", "database", PgDatabase.class),
        Arguments.of("pgsql", "schema-item", SchemaItem.class),
        Arguments.of("pgsql", "extension-item", ExtensionItem.class),
        Arguments.of("pgsql", "service", ServiceDefinition.class),
        Arguments.of("pgsql", "hba", HbaRule.class));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void sectionHoldsItsParameters(String section, Class<?> type) {
    JSONObject properties = new JSONObject();
    for (JSONObject file : files.values()) {
      JSONObject all = file.getJSONObject("properties");
      for (String name : all.keySet()) {
        if (all.getJSONObject(name).optString("x-section").equals(section)) {
          properties.put(name, all.getJSONObject(name));
        }
      }
    }
    compare(properties, type, true);
  }

  @ParameterizedTest
  @MethodSource("items")
  void itemHoldsItsKeys(String file, String definition, Class<?> type) {
    JSONObject found = files.get(file).getJSONObject("definitions").getJSONObject(definition);
    JSONArray branches = found.optJSONArray("anyOf");
    JSONObject object = branches == null ? found : branches.getJSONObject(1);
    compare(object.getJSONObject("properties"), type, false);
  }

  private void compare(JSONObject properties, Class<?> type, boolean section) {
    TreeSet<String> live = new TreeSet<>();
    for (String name : properties.keySet()) {
      if (GONE.stream().noneMatch(properties.getJSONObject(name)::has)) {
        live.add(name);
      }
    }
    TreeSet<String> components = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = name(type, component);
      components.add(name);
      if (live.contains(name)) {
        JSONObject property = properties.getJSONObject(name);
        kind(property, component.getGenericType(), name, wrong);
        if (section) {
          presence(property, component, wrong);
        }
      }
    }
    assertEquals(live, components);
    assertEquals(List.of(), wrong);
  }

  private static String name(Class<?> type, RecordComponent component) {
    boolean renamed = type == HaproxyService.class && component.getName().equals("defaultServer");
    String camel = renamed ? "default" : component.getName();
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** A component is optional exactly where the schema has no default; identities are required. */
  private static void presence(JSONObject property, RecordComponent component, List<String> wrong) {
    boolean none = property.isNull("default");
    boolean optional = component.getType() == Optional.class;
    boolean identity = component.getName().matches("(infra|etcd)Seq");
    boolean empty = List.class == component.getType() || Map.class == component.getType();
    if (none != optional && !identity && !empty) {
      wrong.add(component.getName() + ": default " + property.opt("default"));
    }
  }

  private void kind(JSONObject property, Type type, String name, List<String> wrong) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      kind(property, generic.getActualTypeArguments()[0], name, wrong);
      return;
    }
    TreeSet<String> expected = new TreeSet<>();
    types(property, expected);
    String bound = bound(type);
    boolean fits =
        switch (bound) {
          case "secret" -> property.optBoolean("x-secret");
          case "text" ->
              !property.optBoolean("x-secret")
                  && Stream.of("string", "integer", "boolean", "number")
                      .anyMatch(expected::contains);
          default -> expected.contains(bound) && expected.size() <= 2;
        };
    if (!fits) {
      wrong.add(name + ": " + expected + " does not fit " + type);
    }
  }

  private void types(JSONObject property, TreeSet<String> types) {
    String reference = property.optString("$ref");
    if (!reference.isEmpty()) {
      String wanted = reference.substring(reference.lastIndexOf('/') + 1);
      for (JSONObject file : files.values()) {
        JSONObject definitions = file.optJSONObject("definitions");
        if (definitions != null && definitions.has(wanted)) {
          types(definitions.getJSONObject(wanted), types);
        }
      }
    }
    Object type = property.opt("type");
    if (type instanceof JSONArray several) {
      several.forEach(one -> types.add(one.toString()));
    } else if (type != null) {
      types.add(type.toString());
    }
    JSONArray values = property.optJSONArray("enum");
    if (values != null) {
      values.forEach(one -> types.add(one instanceof Number ? "integer" : "string"));
    }
    JSONArray branches = property.optJSONArray("anyOf");
    for (int i = 0; branches != null && i < branches.length(); i++) {
      types(branches.getJSONObject(i), types);
    }
  }

  private static String bound(Type type) {
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    Map<Type, String> words =
        Map.of(
            boolean.class, "boolean",
            Boolean.class, "boolean",
            int.class, "integer",
            Integer.class, "integer",
            double.class, "number",
            String.class, "text",
            Secret.class, "secret",
            List.class, "array",
            Map.class, "object");
    return words.getOrDefault(raw, "unknown");
  }

  /** Nothing but what a fleet needs is written, so every default has to fit its record. */
  @Test
  void defaultsBind(@TempDir Path directory) {
    Fleet fleet =
        SandboxFleet.of(
            directory,
            """
            all:
              children:
                infra: { hosts: { 10.10.10.10: { infra_seq: 1 } } }
                etcd: { hosts: { 10.10.10.10: { etcd_seq: 1 } } }
                pg-test:
                  hosts: { 10.10.10.10: { pg_seq: 1, pg_role: primary } }
                  vars: { pg_cluster: pg-test }
            """,
            new Diagnostics());
    assertEquals(8, fleet.clusters().get(0).parameters().provision().pgDefaultRoles().size());
    assertEquals("off", fleet.clusters().get(0).parameters().bootstrap().patroniWatchdogMode());
    assertEquals("norm", fleet.clusters().get(0).parameters().bootstrap().pgRto());
    assertTrue(fleet.clusters().get(0).services().size() == 4);
  }
}
