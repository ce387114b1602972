package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.tree.Publication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inventories that users of the reference have compile as they are in a demo environment. */
final class ConformanceInventoriesTest {
  /** Shared by all hosts, and with a name, as facts that were recorded on one machine are. */
  private static final String FACTS =
      """
      { "cpu": 4, "memoryBytes": 17179869184, "dataDiskBytes": 107374182400, "arch": "x86_64",
        "os": { "id": "debian", "version": "12", "codename": "bookworm" },
        "user": "root", "hostname": "meta" }
      """;

  /** What the reference puts values in place of; shell scripts have variables of their own. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\$\\{(admin_ip|ip|lo|vip|pg_cluster|pg_version|minio_cluster|minio_seq"
              + "|dbsu|repl|monitor|admin|distro_codename|distro_name|arch|releasever)}");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo-minio",
        "demo-redis",
        "ha-citus",
        "ha-full",
        "ha-safe",
        "ha-trio",
        "meta",
        "slim",
        "supabase"
      })
  void compilesAnInventoryOfTheReference(String name) throws IOException {
    Path shared = SandboxFleet.root().resolve("../shared/conformance").normalize();
    assumeTrue(Files.isDirectory(shared), "no conformance data beside the checkout, at " + shared);
    Path environment = directory.resolve("inventories/" + name);
    Files.createDirectories(environment.resolve("facts"));
    Files.copy(shared.resolve(name + "/inventory.yml"), environment.resolve("inventory.yml"));
    Files.writeString(environment.resolve("env.yml"), "demo: true\n");
    Files.writeString(environment.resolve("facts/default.json"), FACTS);

    assertFalse(compile(name).changesNothing());
    Map<String, byte[]> tree = Folders.read(directory.resolve("out/" + name));
    assertTrue(tree.keySet().stream().anyMatch(one -> one.contains("/files/")), "no files");
    assertEquals(List.of(), unresolved(tree));
  }

  private Publication compile(String name) {
    Workspace workspace =
        new Workspace(
            SandboxFleet.root(), directory.resolve("inventories"), directory.resolve("out"));
    try {
      return new Compiler(workspace, "test", Clock.systemUTC()).publish(name, new Diagnostics());
    } catch (InvalidInventoryException e) {
      return fail(e.diagnostics().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }
  }

  private static List<String> unresolved(Map<String, byte[]> tree) {
    List<String> found = new ArrayList<>();
    tree.forEach(
        (path, bytes) ->
            PLACEHOLDER
                .matcher(new String(bytes, StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .forEach(one -> found.add(path + ": " + one)));
    return found;
  }
}
