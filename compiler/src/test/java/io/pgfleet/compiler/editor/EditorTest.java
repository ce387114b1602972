package io.pgfleet.compiler.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.InventoryReader;
import io.pgfleet.compiler.schema.Parameter;
import io.pgfleet.compiler.schema.Schemas;
import io.pgfleet.compiler.schema.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see while they write an inventory: completion, explanation, mistakes. */
final class EditorTest {
  private static final Path ROOT = SandboxFleet.root();
  private static final String INVENTORY =
      "# yaml-language-server: $schema=../../schema/v4.0/inventory.schema.json\n";
  private static final String VARS =
      "# yaml-language-server: $schema=../../../schema/v4.0/vars.schema.json\n";

  private static LanguageServer server;
  private static int documents;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    assumeFalse(Boolean.getBoolean("skipEditor"), "the schema is not tried in editors: skipEditor");
    if (server == null) {
      JSONObject noCatalogs = new JSONObject().put("enable", false);
      JSONObject settings =
          new JSONObject().put("validate", true).put("hover", true).put("completion", true);
      server = new LanguageServer(EditorProgram.start(), settings.put("schemaStore", noCatalogs));
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void offersEveryParameterBelowAllInGroupsAndBesideHosts() {
    SortedMap<String, String> known = described();
    assertTrue(known.size() > 360, known.size() + " parameters");
    String all = "all:\n  vars:\n    p\n";
    assertEquals(known, offered(inventory(INVENTORY + all), 3, 5));
    String group = "all:\n  children:\n    g:\n      vars:\n        p\n";
    assertEquals(known, offered(inventory(INVENTORY + group), 5, 9));
    String host = "all:\n  children:\n    g:\n      hosts:\n        10.0.0.1:\n          p\n";
    assertEquals(known, offered(inventory(INVENTORY + host), 6, 11));
  }

  @Test
  void offersTheSameInFilesOfGroupsAndHosts() {
    assertEquals(described(), offered(variables("group_vars", VARS + "p\n"), 1, 1));
    assertEquals(described(), offered(variables("host_vars", VARS + "p\n"), 1, 1));
  }

  @Test
  void offersTheWordsThatAParameterTakes() {
    Opened opened = inventory(INVENTORY + "all:\n  vars:\n    node_tune: \n");
    assertEquals(
        List.of("crit", "none", "olap", "oltp", "tiny"),
        List.copyOf(offered(opened, 3, 15).keySet()));
  }

  @Test
  void tellsWhatAParameterIs() {
    SortedMap<String, String> known = described();
    String all = "all:\n  vars:\n    pg_port: 5432\n    node_tune: oltp\n";
    Opened opened = inventory(INVENTORY + all);
    assertTold(known.get("pg_port"), server.hover(opened.uri(), 3, 6));
    assertTold(known.get("node_tune"), server.hover(opened.uri(), 4, 6));
    Opened group = variables("group_vars", VARS + "pg_rpo: 0\n");
    assertTold(known.get("pg_rpo"), server.hover(group.uri(), 1, 2));
  }

  private static void assertTold(String description, String markdown) {
    String plain = markdown.replace("\\", "").replace("&nbsp;", " ");
    assertTrue(plain.contains(description), plain);
  }

  @Test
  void marksMistakesWhereTheyStand() {
    Opened opened =
        inventory(
            INVENTORY
                + "all:\n"
                + "  vars:\n"
                + "    pg_prot: 5432\n"
                + "    pg_port: none\n"
                + "    node_tune: fast\n"
                + "    pg_users:\n"
                + "      - { name: app, pasword: x }\n"
                + "  hosts:\n"
                + "    db-1:\n"
                + "    10.0.0.1: { pg_rol: primary }\n"
                + "  childs:\n");
    assertEquals(
        List.of(
            "3: Property pg_prot is not allowed.",
            "4: Incorrect type. Expected \"integer\".",
            "5: Value is not accepted. Valid values: \"none\", \"oltp\", \"olap\", \"crit\","
                + " \"tiny\".",
            "7: Property pasword is not allowed.",
            "9: String does not match IPv4 format.",
            "10: Property pg_rol is not allowed.",
            "11: Property childs is not allowed."),
        opened.marked());
    assertEquals(
        List.of("1: Property pg_prot is not allowed."),
        variables("host_vars", VARS + "pg_prot: 1\n").marked());
  }

  @Test
  void saysWhyAParameterIsGone() {
    assertEquals(
        List.of(
            "1: it is called 'redis_rm_data' now",
            "2: nothing wipes a running member on the way; removal is an operation guarded by"
                + " etcd_safeguard"),
        variables("group_vars", VARS + "redis_clean: true\netcd_clean: false\n").marked());
  }

  @Test
  void marksNothingInGoodInventories() throws IOException {
    Path golden = ROOT.resolve("compiler/src/test/golden");
    List<Path> files;
    try (Stream<Path> cases = Files.list(golden)) {
      files =
          Stream.concat(Stream.of(ROOT.resolve("inventories/sandbox")), cases.sorted())
              .map(one -> one.resolve("inventory.yml"))
              .toList();
    }
    assertTrue(files.size() > 2, files.toString());
    for (Path file : files) {
      String uri = file.toUri().toString();
      assertEquals(0, server.open(uri, Files.readString(file)).length(), file.toString());
    }
  }

  private record Opened(String uri, JSONArray problems) {

    /** Lines as people count them after the modeline, and what is wrong with each. */
    List<String> marked() {
      SortedMap<Integer, String> lines = new TreeMap<>();
      for (Object one : problems) {
        JSONObject problem = (JSONObject) one;
        int line = problem.getJSONObject("range").getJSONObject("start").getInt("line");
        lines.put(line, line + ": " + problem.getString("message"));
      }
      return List.copyOf(lines.values());
    }
  }

  private static Opened inventory(String text) {
    return open("inventories/new/inventory" + ++documents + ".yml", text);
  }

  private static Opened variables(String folder, String text) {
    return open("inventories/new/" + folder + "/file" + ++documents + ".yml", text);
  }

  private static Opened open(String path, String text) {
    String uri = ROOT.resolve(path).toUri().toString();
    return new Opened(uri, server.open(uri, text));
  }

  private static SortedMap<String, String> offered(Opened opened, int line, int column) {
    SortedMap<String, String> offered = new TreeMap<>();
    for (Object one : server.complete(opened.uri(), line, column)) {
      JSONObject item = (JSONObject) one;
      Object text = item.opt("documentation");
      String told = text instanceof JSONObject markup ? markup.getString("value") : "" + text;
      offered.put(item.getString("label"), told);
    }
    return offered;
  }

  private static SortedMap<String, String> described() {
    Diagnostics diagnostics = new Diagnostics();
    Vocabulary vocabulary =
        new Schemas(ROOT.resolve("schema"))
            .of(
                InventoryReader.read(ROOT.resolve("inventories"), "sandbox", diagnostics),
                diagnostics);
    SortedMap<String, String> described = new TreeMap<>();
    vocabulary.parameters().values().stream()
        .filter(Parameter::live)
        .forEach(one -> described.put(one.name(), one.description()));
    return described;
  }
}
