package io.pgfleet.compiler.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Catalog.UnprovidedException;
import io.pgfleet.compiler.model.Facts.OperatingSystem;
import io.pgfleet.compiler.model.PackageSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogReaderTest {
  private static final Path SCHEMA =
      Path.of(System.getProperty("pgfleet.root")).resolve("schema/v4.0");
  private static final OperatingSystem BOOKWORM = new OperatingSystem("debian", "12", "bookworm");

  private final Catalog debian = CatalogReader.read(SCHEMA, PackageSource.DEBIAN);

  @Test
  void knowsTheVersionsOfDebian12() {
    Catalog.Release release = debian.require(BOOKWORM);
    assertEquals("3.0.2", release.program("patroni").version().toString());
    assertEquals(List.of("etcd-server", "etcd-client"), release.program("etcd").packages());
    assertTrue(!release.provides("postgresql-18"));
  }

  @Test
  void expandsAliasesAndLeavesOtherNamesAlone() {
    assertEquals(
        List.of(
            "postgresql-15",
            "patroni",
            "python3-etcd",
            "python3-psycopg2",
            "pgbouncer",
            "pgbackrest",
            "pgtop"),
        debian.require(BOOKWORM).expand(List.of("pgsql-main pgsql-common", "patroni,pgtop"), 15));
  }

  @Test
  void saysWhichOperatingSystemIsNotServed() {
    UnprovidedException thrown =
        assertThrows(
            UnprovidedException.class,
            () -> debian.require(new OperatingSystem("rocky", "9", "blue onyx")));
    assertEquals("no package of the source 'debian' is known for 'rocky 9'", thrown.getMessage());
  }

  @Test
  void everySourceHasACatalogWithTheCoreOfTheMainJob() {
    for (PackageSource source : PackageSource.values()) {
      Catalog.Release release = CatalogReader.read(SCHEMA, source).require(BOOKWORM);
      for (String program : List.of("etcd", "patroni", "pgbouncer", "pgbackrest", "haproxy")) {
        assertTrue(release.provides(program), () -> source + " lacks " + program);
      }
    }
  }

  @Test
  void refusesAFileOfAnotherShape(@TempDir Path schema) throws Exception {
    Files.createDirectories(schema.resolve("packages"));
    Files.writeString(schema.resolve("packages/debian.yml"), "releases: 3\n");
    assertThrows(
        IllegalArgumentException.class, () -> CatalogReader.read(schema, PackageSource.DEBIAN));
  }
}
