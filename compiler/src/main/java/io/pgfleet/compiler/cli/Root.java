package io.pgfleet.compiler.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that holds {@code schema/} and {@code templates/}. */
final class Root {
  private static final String PROPERTY = "pgfleet.root";

  private Root() {}

  /** The folder that the property names, else the nearest one above the program. */
  static Path find() {
    String named = System.getProperty(PROPERTY);
    Path start = named == null ? program() : Path.of(named);
    for (Path above = start.toAbsolutePath().normalize();
        above != null;
        above = above.getParent()) {
      if (Files.isDirectory(above.resolve("schema"))
          && Files.isDirectory(above.resolve("templates"))) {
        return above;
      }
    }
    throw new UsageException(
        "no schema/ and templates/ above '"
            + start
            + "'; start compiler/bin/compile of a checkout");
  }

  private static Path program() {
    try {
      return Path.of(Root.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("tried to find the program's folder but failed", e);
    }
  }
}
