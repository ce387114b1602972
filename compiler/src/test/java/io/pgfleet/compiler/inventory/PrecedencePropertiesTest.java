package io.pgfleet.compiler.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.Folders;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random inventories: what holds is what a second, naive reading of the rules says. */
final class PrecedencePropertiesTest {
  private static final int INVENTORIES = 400;
  private static final Origin SCHEMA = Origin.ofFile("schema");

  @TempDir Path directory;

  private final Set<String> winners = new HashSet<>();
  private int replaced;

  @Test
  void hostsGetWhatTheStrongestOwnerSaysSeed7() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < INVENTORIES; i++) {
      RandomInventory inventory = RandomInventory.of(random);
      check(inventory, scopes(inventory.files(random)));
    }
    assertEquals(Set.of("default", "all", "group", "host"), winners);
    assertTrue(replaced > 50, "mappings and lists that replace others: " + replaced);
  }

  /** Neither the order of keys nor the file in which something stands decides. */
  @Test
  void otherOrdersAndFilesGiveTheSameSeed8() throws IOException {
    Random random = new Random(8);
    for (int i = 0; i < INVENTORIES / 4; i++) {
      RandomInventory inventory = RandomInventory.of(random);
      List<String> once = described(scopes(inventory.files(random)));
      assertEquals(once, described(scopes(inventory.files(random))), inventory.toString());
    }
  }

  private Scopes scopes(Map<String, String> files) throws IOException {
    Path environment = directory.resolve("inventories/test");
    Folders.delete(environment);
    for (Map.Entry<String, String> one : files.entrySet()) {
      Path file = environment.resolve(one.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, one.getValue());
    }
    Diagnostics diagnostics = new Diagnostics();
    Inventory inventory =
        InventoryReader.read(directory.resolve("inventories"), "test", diagnostics);
    assertTrue(!diagnostics.hasErrors(), () -> diagnostics.sorted() + " in " + files);
    return Precedence.resolve(inventory, defaults(), diagnostics);
  }

  private static Block defaults() {
    Map<String, Setting> settings = new TreeMap<>();
    for (String name : RandomInventory.PARAMETERS) {
      settings.put(name, new Setting(SCHEMA, Value.Scalar.text(SCHEMA, "default")));
    }
    return new Block(Level.DEFAULT, SCHEMA, settings);
  }

  private void check(RandomInventory inventory, Scopes scopes) {
    assertEquals(
        inventory.hosts().stream().sorted(Addresses.NUMERICALLY).toList(),
        scopes.hosts().stream().map(Scope::host).toList());
    for (Scope scope : scopes.hosts()) {
      for (String parameter : RandomInventory.PARAMETERS) {
        List<String> owners = inventory.strongest(scope.host(), parameter);
        List<String> chain =
            new ArrayList<>(
                scope.chain(parameter).stream().map(one -> owner(one.level())).toList());
        Collections.reverse(chain);
        assertEquals(owners, chain, parameter + " of " + scope.host() + " in " + inventory);
        check(inventory, scope, parameter, owners);
      }
    }
  }

  private void check(
      RandomInventory inventory, Scope scope, String parameter, List<String> owners) {
    Optional<Scope.Effective> effective = scope.effective(parameter);
    String owner = owners.get(0);
    if (owner.equals("default")) {
      winners.add("default");
      assertEquals("default", ((Value.Scalar) effective.orElseThrow().value()).text());
      return;
    }
    Optional<String> expected = inventory.value(owner, parameter);
    assertEquals(expected.isPresent(), effective.isPresent(), inventory.toString());
    expected.ifPresent(
        json -> {
          winners.add(effective.orElseThrow().level().kind().name().toLowerCase(Locale.ROOT));
          replaced += owners.size() > 2 && json.matches("[\\[{].*") ? 1 : 0;
          Object found = json(effective.orElseThrow().value());
          assertTrue(
              new JSONArray("[" + json + "]").similar(new JSONArray(List.of(found))),
              found + " in place of " + json + " in " + inventory);
        });
  }

  private static String owner(Level level) {
    return level.name().isEmpty() ? level.toString() : level.name();
  }

  private static Object json(Value value) {
    if (value instanceof Value.Mapping mapping) {
      JSONObject object = new JSONObject();
      mapping.settings().forEach((key, one) -> object.put(key, json(one.value())));
      return object;
    }
    if (value instanceof Value.Sequence sequence) {
      return new JSONArray(sequence.items().stream().map(PrecedencePropertiesTest::json).toList());
    }
    return ((Value.Scalar) value).content().orElse(JSONObject.NULL);
  }

  private static List<String> described(Scopes scopes) {
    List<String> described = new ArrayList<>();
    for (Scope scope : scopes.hosts()) {
      described.add(scope.host() + " " + scope.groups());
      for (String parameter : RandomInventory.PARAMETERS) {
        described.add(
            scope
                .effective(parameter)
                .map(one -> parameter + " " + json(one.value()) + " by " + one.level())
                .orElse(parameter + " nothing"));
      }
    }
    return described;
  }
}
