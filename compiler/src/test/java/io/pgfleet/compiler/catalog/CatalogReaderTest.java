package io.pgfleet.compiler.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Catalog.UnprovidedException;
import io.pgfleet.compiler.model.Facts;
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
  private static final Facts BOOKWORM = machine("debian", "12", "bookworm");

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
            UnprovidedException.class, () -> debian.require(machine("rocky", "9", "blue onyx")));
    assertEquals(
        "no package of the source 'debian' is known for 'rocky 9' on 'x86_64'",
        thrown.getMessage());
  }

  @Test
  void aCategoryIsWhatAVersionHasOfIt() {
    Catalog.Release release = CatalogReader.read(SCHEMA, PackageSource.REFERENCE).require(BOOKWORM);
    assertTrue(release.expand(List.of("pg18-time"), 18).contains("postgresql-18-timescaledb-tsl"));
    assertFalse(release.expand(List.of("pg13-time"), 13).contains("postgresql-13-timescaledb-tsl"));
    assertFalse(
        release.expand(List.of("pgsql-time"), 13).contains("postgresql-13-timescaledb-tsl"));
    assertEquals(
        release.expand(List.of("pgsql-main"), 17), release.expand(List.of("pg17-main"), 13));
    assertTrue(release.expand(List.of("pg18-rag", "pg18-etl"), 18).size() > 15);
  }

  @Test
  void knowsForWhichVersionsAnExtensionExists() {
    Catalog.Release release = CatalogReader.read(SCHEMA, PackageSource.REFERENCE).require(BOOKWORM);
    assertTrue(release.provides("timescaledb", 18));
    assertFalse(release.provides("timescaledb", 13));
    assertEquals(List.of(15), debian.require(BOOKWORM).majorsOf("pg_cron"));
    assertFalse(debian.require(BOOKWORM).aliases().containsKey("timescaledb"));
  }

  @Test
  void everySystemKnowsWhereKernelsAre() {
    for (String arch : List.of("x86_64", "aarch64")) {
      Facts facts = new Facts(4, 1, 1, arch, BOOKWORM.os(), "", "");
      Catalog.Release release = CatalogReader.read(SCHEMA, PackageSource.REFERENCE).require(facts);
      assertEquals("/usr/lib/postgresql/17", release.home("pgsql", 17).orElseThrow());
      assertEquals("/usr/oriole-17", release.home("oriole", 17).orElseThrow());
      assertEquals("/usr/ivory-5", release.home("ivory", 18).orElseThrow());
      assertTrue(release.home("gpsql", 17).isEmpty());
    }
  }

  private static Facts machine(String os, String version, String codename) {
    return new Facts(4, 1, 1, "x86_64", new OperatingSystem(os, version, codename), "", "");
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
  void redHatsFamilyIsOneSystemWhoeverBuildsIt() {
    Catalog reference = CatalogReader.read(SCHEMA, PackageSource.REFERENCE);
    for (String os : List.of("rhel", "rocky", "almalinux", "ol", "centos")) {
      for (String version : List.of("8.10", "9.4", "10")) {
        Catalog.Release release = reference.require(machine(os, version, ""));
        assertEquals(List.of("patroni", "patroni-etcd"), release.program("patroni").packages());
        assertEquals(List.of("cronie"), release.program("cron").packages());
        assertEquals("/usr/pgsql-17", release.home("pgsql", 17).orElseThrow());
        assertTrue(release.expand(List.of("pgsql-main"), 17).contains("postgresql17-server"));
      }
    }
  }

  @Test
  void anUnlistedReleaseIsTakenForAListedOneUnlessItIsTooOld() {
    Catalog reference = CatalogReader.read(SCHEMA, PackageSource.REFERENCE);
    assertEquals("10", reference.require(machine("rocky", "11.0", "")).version());
    assertEquals("24.04", reference.require(machine("ubuntu", "25.10", "questing")).version());
    assertEquals("12", reference.require(machine("debian", "11", "bullseye")).version());
    assertThrows(
        UnprovidedException.class, () -> reference.require(machine("centos", "7", "core")));
    assertThrows(
        UnprovidedException.class, () -> debian.require(machine("debian", "13", "trixie")));
    assertTrue(reference.standIn(machine("rocky", "9.4", "")).isEmpty());
  }

  @Test
  void everyServedSystemHasRepositoriesOfServersAndOfTheFleet() {
    for (Catalog.Release one : CatalogReader.read(SCHEMA, PackageSource.REFERENCE).releases()) {
      List<String> modules = one.repositories().stream().map(it -> it.module()).toList();
      assertTrue(modules.containsAll(List.of("local", "infra", "pgsql")), one.system());
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
