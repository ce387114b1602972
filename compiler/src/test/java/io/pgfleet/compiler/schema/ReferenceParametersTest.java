package io.pgfleet.compiler.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The schema against the reference's list of parameters, when it lies beside the checkout. What
 * differs on purpose stands in deviations.yml, as type {@code parameter}, and nothing else does.
 */
final class ReferenceParametersTest {
  private static final Path ROOT = SandboxFleet.root();
  private static final Path LIST = ROOT.resolve("../shared/reference/parameters.tsv").normalize();
  private static final Set<String> HUMAN_TEXT = Set.of("title", "comment", "desc", "desc_cn");
  private static final Origin NOWHERE = Origin.ofFile("reference");

  private final Map<String, Parameter> parameters =
      Vocabulary.read(ROOT.resolve("schema/v4.0")).parameters();
  private List<ReferenceRow> rows;

  @BeforeEach
  void readList() throws IOException {
    assumeTrue(Files.exists(LIST), "the reference's list of parameters is not at " + LIST);
    rows = ReferenceRow.read(LIST);
  }

  private List<ReferenceRow> live() {
    return rows.stream().filter(row -> parameters.get(row.name()).live()).toList();
  }

  @Test
  void knowsAllParameters() {
    assertEquals(369, rows.size());
    assertEquals(
        List.of(),
        rows.stream().map(ReferenceRow::name).filter(n -> !parameters.containsKey(n)).toList());
    assertEquals(364, live().size());
  }

  @Test
  void marksParametersOfItsOwn() {
    Set<String> theirs = rows.stream().map(ReferenceRow::name).collect(Collectors.toSet());
    List<String> wrong =
        parameters.values().stream()
            .filter(one -> one.live() && !Set.of("connection", "app").contains(one.module()))
            .filter(one -> theirs.contains(one.name()) == one.definition().optBoolean("x-own"))
            .map(Parameter::name)
            .toList();
    assertEquals(List.of(), wrong, "x-own marks what the reference does not know, and only that");
  }

  @Test
  void putsThemAtTheSameLevelAndInTheSameSection() {
    List<String> found = new ArrayList<>();
    for (ReferenceRow row : live()) {
      Parameter parameter = parameters.get(row.name());
      String level = parameter.definition().getString("x-level");
      if (!level.equals(row.level()) || !parameter.section().equals(row.section())) {
        found.add(row + " is " + level + " in " + parameter.section());
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void givesThemTheSameTypes() throws IOException {
    Set<String> found = new TreeSet<>();
    live()
        .forEach(row -> found.addAll(ReferenceTypes.differences(row, parameters.get(row.name()))));
    assertEquals(listed("type"), found);
  }

  @Test
  void givesThemTheSameDefaults() throws IOException {
    Set<String> found = new TreeSet<>();
    for (ReferenceRow row : live()) {
      Parameter parameter = parameters.get(row.name());
      Object own = canonical(parameter, parameter.definition().get("default"));
      differences(row.name(), canonical(parameter, row.value()), own, found);
    }
    assertEquals(listed("default"), found);
  }

  @Test
  void marksWhatTheReferenceCallsAPasswordAsSecret() {
    assertEquals(
        List.of(),
        live().stream()
            .filter(row -> row.type().matches("password|pgurl"))
            .map(ReferenceRow::name)
            .filter(name -> !parameters.get(name).secret())
            .toList());
  }

  @Test
  void describesThemInItsOwnWords() throws IOException {
    Set<String> foreign = new TreeSet<>();
    for (ReferenceRow row : rows) {
      foreign.addAll(runs(row.meaning()));
    }
    foreign.addAll(runs(Files.readString(LIST.resolveSibling("object-types.md"))));
    List<String> found = new ArrayList<>();
    for (Parameter one : parameters.values()) {
      for (String text : descriptions(one.definition(), new ArrayList<>())) {
        runs(text).stream().filter(foreign::contains).forEach(found::add);
      }
      for (String text : descriptions(one.definitions(), new ArrayList<>())) {
        runs(text).stream().filter(foreign::contains).forEach(found::add);
      }
    }
    assertEquals(List.of(), found);
  }

  /** Every run of eight words. */
  private static Set<String> runs(String text) {
    List<String> words = List.of(text.toLowerCase(java.util.Locale.ROOT).split("[^a-z0-9_]+"));
    Set<String> runs = new TreeSet<>();
    for (int i = 0; i + 8 <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, i + 8)));
    }
    return runs;
  }

  private static List<String> descriptions(Object json, List<String> found) {
    if (json instanceof JSONObject object) {
      for (String key : object.keySet()) {
        if (key.equals("description") && object.get(key) instanceof String text) {
          found.add(text);
        }
        descriptions(object.get(key), found);
      }
    }
    if (json instanceof JSONArray array) {
      array.forEach(one -> descriptions(one, found));
    }
    return found;
  }

  private static Object canonical(Parameter parameter, Object json) {
    Value read =
        new Canonical(parameter.definitions(), new Diagnostics())
            .of(parameter.definition(), JsonValues.fromJson(json, NOWHERE));
    return JsonValues.toJson(read);
  }

  private static void differences(String where, Object theirs, Object own, Set<String> found) {
    if (theirs instanceof JSONArray one
        && own instanceof JSONArray other
        && one.length() == other.length()) {
      for (int i = 0; i < one.length(); i++) {
        differences(where, one.get(i), other.get(i), found);
      }
    } else if (theirs instanceof JSONObject one
        && own instanceof JSONObject other
        && one.keySet().equals(other.keySet())) {
      for (String key : one.keySet()) {
        boolean human = HUMAN_TEXT.contains(key);
        differences(human ? where + " > " + key : where, one.get(key), other.get(key), found);
      }
    } else if (!Objects.equals(number(theirs), number(own))) {
      found.add(where);
    }
  }

  private static Object number(Object json) {
    return json instanceof Number number ? (Object) number.doubleValue() : json;
  }

  /** Keys of the deviations of that kind, such as {@code default of pg_default_roles > comment}. */
  private static Set<String> listed(String kind) throws IOException {
    String text = Files.readString(ROOT.resolve("schema/v4.0/deviations.yml"));
    Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return ((List<?>) file.get("deviations"))
        .stream()
            .map(one -> (Map<?, ?>) one)
            .filter(one -> one.get("type").equals("parameter"))
            .peek(one -> assertTrue(one.get("reason").toString().length() > 10, one.toString()))
            .map(one -> one.get("key").toString())
            .filter(key -> key.startsWith(kind + " of "))
            .map(key -> key.substring(kind.length() + 4))
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
