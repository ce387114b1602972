package io.pgfleet.compiler.module.pgsql.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.catalog.CatalogReader;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.render.Renderer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exporter gets the address with its password, and nobody else does. */
final class RemoteExportersTest {
  private static final String ENVIRONMENT = "/etc/default/pg_exporter_far-1";

  @TempDir Path folder;
  private Contribution contribution;

  @BeforeEach
  void aServerToWatch() throws IOException {
    Path sandbox = SandboxFleet.root().resolve("inventories/sandbox");
    Path environment = folder.resolve("inventories/watch");
    Files.createDirectories(environment.resolve("facts"));
    Files.writeString(environment.resolve("env.yml"), "demo: true\npackages: reference\n");
    Files.copy(sandbox.resolve("facts/default.json"), environment.resolve("facts/default.json"));
    Files.writeString(
        environment.resolve("inventory.yml"),
        Files.readString(sandbox.resolve("inventory.yml"))
            + "    pg_exporters:\n"
            + "      20001: { pg_cluster: far, pg_seq: 1, pg_host: 192.0.2.1 }\n");
    Fleet fleet = SandboxFleet.read(folder.resolve("inventories"), "watch", new Diagnostics());
    Path schema = SandboxFleet.root().resolve("schema/v4.0");
    Draft draft = new Draft();
    RemoteExporters.contribute(
        fleet.with(CatalogReader.read(schema, PackageSource.REFERENCE)), draft);
    contribution = draft.contribution();
  }

  @Test
  void thePasswordStandsInAFileOfItsAccountAndNotInItsEnvironment() {
    Artifact.File url = file(ENVIRONMENT + ".url");
    assertEquals(new Ownership("pg_exporter", "pg_exporter", "0400"), url.ownership());
    assertTrue(text(url).startsWith("postgres://dbuser_monitor:{secret:"), text(url));
    assertFalse(text(file(ENVIRONMENT)).contains("{secret:"));
    String unit = text(file("/etc/systemd/system/pg_exporter_far-1.service"));
    assertTrue(unit.contains("Environment=PG_EXPORTER_URL_FILE=" + ENVIRONMENT + ".url\n"), unit);
    assertTrue(unit.contains("User=pg_exporter\n"), unit);
    assertFalse(unit.contains("{secret:"), unit);
  }

  private Artifact.File file(String path) {
    Optional<Artifact.File> found =
        contribution.artifacts().stream()
            .filter(Artifact.File.class::isInstance)
            .map(Artifact.File.class::cast)
            .filter(one -> one.path().equals(path))
            .findFirst();
    return found.orElseThrow();
  }

  private static String text(Artifact.File file) {
    byte[] bytes =
        new Renderer(SandboxFleet.root().resolve("templates"))
            .render(file.type(), file.path(), file.content())
            .bytes();
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
