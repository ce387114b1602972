package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file {@code secrets.yml} of a demo environment. */
final class SecretsFile {
  private static final long LARGEST = 32L << 20;
  private static final String REMEDY =
      "restore it, or delete it: compile then makes new values and the passwords change";
  private static final String HEADER =
      "# The values of a demo environment's secrets. Compile keeps them in step with the\n"
          + "# inventory, the applier reads them; change a password in the inventory.\n";

  private final Path file;
  private final Origin origin;
  private final Diagnostics diagnostics;

  SecretsFile(Path file, Origin origin, Diagnostics diagnostics) {
    this.file = file;
    this.origin = origin;
    this.diagnostics = diagnostics;
  }

  /** What the file holds; nothing where there is none, or after a diagnostic. */
  SortedMap<String, StoredSecret> read() {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      if (Files.size(file) > LARGEST) {
        diagnostics.error("S001", origin, "is larger than 32 MiB", REMEDY);
        return new TreeMap<>();
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return new SecretsText(origin, REMEDY, diagnostics).read(text);
    } catch (IOException e) {
      diagnostics.error("S001", origin, "can't be read", "check that it is a readable file");
      return new TreeMap<>();
    }
  }

  /** Replaces the file in one move; only its owner may read it. */
  void write(SortedMap<String, StoredSecret> secrets) {
    ReplacedFile.secret(file, SecretsText.of(HEADER, secrets).getBytes(StandardCharsets.UTF_8));
  }
}
