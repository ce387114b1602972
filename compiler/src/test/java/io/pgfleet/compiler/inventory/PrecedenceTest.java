package io.pgfleet.compiler.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrecedenceTest {
  private static final Origin SCHEMA = Origin.ofFile("schema");
  private static final Block DEFAULTS =
      new Block(
          Level.DEFAULT,
          SCHEMA,
          Map.of("node_tune", new Setting(SCHEMA, Value.Scalar.text(SCHEMA, "default"))));

  @TempDir Path directory;

  private final Diagnostics diagnostics = new Diagnostics();

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve("inventories/test").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Scopes resolve() {
    Inventory inventory =
        InventoryReader.read(directory.resolve("inventories"), "test", diagnostics);
    return Precedence.resolve(inventory, DEFAULTS, diagnostics);
  }

  private static String tune(Scopes scopes, String host) {
    Scope scope =
        scopes.hosts().stream().filter(one -> one.host().equals(host)).findFirst().orElseThrow();
    return scope
        .effective("node_tune")
        .map(one -> ((Value.Scalar) one.value()).text() + " by " + one.level())
        .orElse("nothing");
  }

  @Test
  void hostBeatsGroupBeatsAllBeatsDefault() throws IOException {
    write("inventory.yml", "all: { hosts: { 10.0.0.1: } }\n");
    assertEquals("default by default", tune(resolve(), "10.0.0.1"));
    write("inventory.yml", "all: { vars: { node_tune: a }, hosts: { 10.0.0.1: } }\n");
    assertEquals("a by all", tune(resolve(), "10.0.0.1"));
    write(
        "inventory.yml",
        "all:\n  vars: { node_tune: a }\n  children:\n    g:\n"
            + "      vars: { node_tune: g }\n"
            + "      hosts: { 10.0.0.1: , 10.0.0.2: { node_tune: h } }\n");
    Scopes scopes = resolve();
    assertEquals("g by group g", tune(scopes, "10.0.0.1"));
    assertEquals("h by host 10.0.0.2", tune(scopes, "10.0.0.2"));
    assertEquals(
        List.of("default", "all", "group g", "host 10.0.0.2"),
        scopes.hosts().get(1).chain("node_tune").stream()
            .map(one -> one.level().toString())
            .toList());
  }

  @Test
  void higherPriorityBeatsTheLaterNameOfOneDepth() throws IOException {
    write(
        "inventory.yml",
        "all:\n  children:\n"
            + "    ant:\n      vars: { node_tune: ant, ansible_group_priority: 10 }\n"
            + "      hosts: { 10.0.0.1: }\n"
            + "    bee:\n      vars: { node_tune: bee }\n      hosts: { 10.0.0.1: }\n");
    assertEquals("ant by group ant", tune(resolve(), "10.0.0.1"));
    assertEquals(List.of(), diagnostics.sorted());
  }

  @Test
  void depthBeatsPriority() throws IOException {
    write(
        "inventory.yml",
        "all:\n  children:\n"
            + "    ant:\n      vars: { node_tune: ant, ansible_group_priority: 10 }\n"
            + "      children:\n        bee:\n          vars: { node_tune: bee }\n"
            + "          hosts: { 10.0.0.1: }\n");
    assertEquals("bee by group bee", tune(resolve(), "10.0.0.1"));
  }

  @Test
  void priorityInAFolderOfGroupsHasNoEffect() throws IOException {
    write(
        "inventory.yml",
        "all: { children: { ant: { hosts: { 10.0.0.1: } }, bee: { hosts: { 10.0.0.1: } } } }\n");
    write("group_vars/ant.yml", "ansible_group_priority: 10\nnode_tune: ant\n");
    write("group_vars/bee.yml", "node_tune: bee\n");
    assertEquals("bee by group bee", tune(resolve(), "10.0.0.1"));
    assertEquals(
        List.of("I011", "I101"), diagnostics.sorted().stream().map(one -> one.code()).toList());
  }

  @Test
  void hostsOfNoOtherGroupAreUngrouped() throws IOException {
    write(
        "inventory.yml",
        "all:\n  hosts: { 10.0.0.1: , 10.0.0.2: }\n  children:\n"
            + "    ungrouped: { vars: { node_tune: loose } }\n"
            + "    ant: { hosts: { 10.0.0.2: } }\n");
    assertEquals("loose by group ungrouped", tune(resolve(), "10.0.0.1"));
    assertEquals("default by default", tune(resolve(), "10.0.0.2"));
    assertEquals(List.of(), diagnostics.sorted());
  }

  @Test
  void aFileForTheUngroupedNeedsNoGroup() throws IOException {
    write(
        "inventory.yml",
        "all: { hosts: { 10.0.0.1: }, children: { ant: { hosts: { 10.0.0.2: } } } }\n");
    write("group_vars/ungrouped.yml", "node_tune: loose\n");
    assertEquals("loose by group ungrouped", tune(resolve(), "10.0.0.1"));
    assertEquals("default by default", tune(resolve(), "10.0.0.2"));
  }

  @Test
  void deeperGroupBeatsShallowerOneWhateverItsName() throws IOException {
    write(
        "inventory.yml",
        "all:\n  children:\n    zebra:\n      vars: { node_tune: outer }\n      children:\n"
            + "        ant:\n          vars: { node_tune: inner }\n"
            + "          hosts: { 10.0.0.1: }\n");
    assertEquals("inner by group ant", tune(resolve(), "10.0.0.1"));
    assertEquals(List.of(), diagnostics.sorted());
  }

  @Test
  void readsVariablesFromFolders() throws IOException {
    write("hosts.yml", "all:\n  children:\n    g: { hosts: { 10.0.0.1: , 10.0.0.2: } }\n");
    write("group_vars/all.yml", "node_tune: all\n");
    write("group_vars/g/one.yml", "pg_version: 15\n");
    write("group_vars/g/two.yaml", "node_tune: g\n");
    write("host_vars/10.0.0.2.yml", "node_tune: h\n");
    Scopes scopes = resolve();
    assertEquals("g by group g", tune(scopes, "10.0.0.1"));
    assertEquals("h by host 10.0.0.2", tune(scopes, "10.0.0.2"));
    assertEquals(
        "inventories/test/host_vars/10.0.0.2.yml:1:12",
        scopes.hosts().get(1).effective("node_tune").orElseThrow().origin().toString());
    assertEquals(List.of(), diagnostics.sorted());
  }

  @Test
  void saysThatAFolderNamesNoGroup() throws IOException {
    write("hosts.yml", "all: { hosts: { 10.0.0.1: } }\n");
    write("group_vars/g.yml", "node_tune: g\n");
    resolve();
    assertEquals(
        List.of(
            "inventories/test/group_vars/g.yml: warning[I009]: no group is called 'g', so this"
                + " file is not read; name it after a group of the inventory, or remove it"),
        diagnostics.sorted().stream().map(Object::toString).toList());
  }

  @Test
  void ordersHostsByNumber() throws IOException {
    write("inventory.yml", "all: { hosts: { 10.0.0.10: , 10.0.0.9: , 9.9.9.9: } }\n");
    assertEquals(
        List.of("9.9.9.9", "10.0.0.9", "10.0.0.10"),
        resolve().hosts().stream().map(Scope::host).toList());
  }

  @Test
  void emptyValueTakesAWeakerOneAway() throws IOException {
    write("inventory.yml", "all: { vars: { nodename: x }, hosts: { 10.0.0.1: { nodename: } } }\n");
    assertEquals(Optional.empty(), resolve().hosts().get(0).effective("nodename"));
  }

  @Test
  void saysWhereAnInventoryBelongs() {
    resolve();
    assertTrue(
        diagnostics.sorted().get(0).toString().contains("inventories/test: error[I001]"),
        diagnostics.sorted().toString());
  }

  @Test
  void refusesTwoInventories() throws IOException {
    write("inventory.yml", "all: { hosts: { 10.0.0.1: } }\n");
    write("hosts.yml", "all: { hosts: { 10.0.0.1: } }\n");
    resolve();
    assertTrue(diagnostics.hasErrors());
  }
}
