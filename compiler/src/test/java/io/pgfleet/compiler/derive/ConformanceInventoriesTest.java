package io.pgfleet.compiler.derive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.model.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inventories that users of the reference have are understood as they are. */
final class ConformanceInventoriesTest {
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
  void understandsAnInventoryOfTheReference(String name) throws IOException {
    Path shared = SandboxFleet.root().resolve("../shared/conformance").normalize();
    assumeTrue(Files.isDirectory(shared), "no conformance data beside the checkout, at " + shared);
    Path environment = Files.createDirectories(directory.resolve("inventories/" + name));
    Files.copy(shared.resolve(name + "/inventory.yml"), environment.resolve("inventory.yml"));
    Files.writeString(environment.resolve("env.yml"), "demo: true\n");
    Files.createDirectories(environment.resolve("facts"));
    Files.copy(
        SandboxFleet.root().resolve("inventories/sandbox/facts/default.json"),
        environment.resolve("facts/default.json"));

    Diagnostics diagnostics = new Diagnostics();
    try {
      Fleet fleet = SandboxFleet.read(directory.resolve("inventories"), name, diagnostics);
      assertFalse(fleet.nodes().isEmpty());
    } catch (InvalidInventoryException e) {
      throw new AssertionError(lines(e.diagnostics().stream()), e);
    }
    assertFalse(diagnostics.hasErrors());
    System.out.println(
        lines(diagnostics.sorted().stream().filter(one -> one.severity() == Severity.WARNING)));
  }

  private static String lines(Stream<?> diagnostics) {
    List<String> lines = diagnostics.map(Object::toString).toList();
    return lines.stream().collect(Collectors.joining("\n"));
  }
}
