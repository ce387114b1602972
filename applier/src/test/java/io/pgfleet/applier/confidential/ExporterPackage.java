package io.pgfleet.applier.confidential;

import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * A package that stands in for the exporter, which Debian does not have: a program under its name
 * that takes its settings from the same places and keeps its connection in the same way.
 */
final class ExporterPackage {
  private static final Path ROOT =
      Path.of(System.getProperty("pgfleet.root")).toAbsolutePath().normalize();
  private static final String PROGRAM = "pg_exporter.py";
  private static final String CATALOG = "schema/v4.0/packages/debian.yml";

  private ExporterPackage() {}

  /** A root for the compiler below a folder: as this checkout, but the package can be had. */
  static Path catalog(Path folder) {
    Path root = folder.resolve("root");
    try (Stream<Path> files = Files.walk(ROOT.resolve("schema"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = root.resolve(ROOT.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
      Files.createSymbolicLink(root.resolve("templates"), ROOT.resolve("templates"));
      String text = Files.readString(root.resolve(CATALOG));
      String here = "    programs:\n";
      Files.writeString(
          root.resolve(CATALOG),
          text.replace(
              here, here + "      pg-exporter: { version: \"1.1\", packages: [pg-exporter] }\n"));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Installs the package on a node. */
  static void install(FleetNode node) {
    String control =
        "Package: pg-exporter\nVersion: 1.1\nArchitecture: all\nMaintainer: nobody\n"
            + "Depends: python3-psycopg2\nDescription: stands in for the exporter\n";
    node.runAsRoot(
            "set -e; cd /tmp; mkdir -p built/DEBIAN built/usr/bin;"
                + written("built/DEBIAN/control", control)
                + written("built/usr/bin/pg_exporter", program())
                + "chmod 755 built built/* built/usr/bin built/usr/bin/pg_exporter;"
                + "dpkg-deb --build built pg-exporter.deb >/dev/null;"
                + "dpkg -i pg-exporter.deb; rm -r built pg-exporter.deb")
        .orFail();
  }

  private static String written(String file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "echo " + Base64.getEncoder().encodeToString(bytes) + " | base64 -d >" + file + ";";
  }

  private static String program() {
    try (InputStream in = ExporterPackage.class.getResourceAsStream(PROGRAM)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
