package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The file {@code secrets.yml} of a demo environment. */
final class SecretsFile {
  private static final String REMEDY =
      "restore it, or delete it: compile then makes new values and the passwords change";

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
    SortedMap<String, StoredSecret> secrets = new TreeMap<>();
    if (!Files.exists(file)) {
      return secrets;
    }
    // every scalar is a text: a password of digits stays what it is
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    try {
      Object root =
          new Load(settings).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
      add(root, secrets);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      Origin place = new Origin(origin.file(), line, line == 0 ? 0 : 1);
      diagnostics.error("S001", place, "is not YAML", REMEDY);
    } catch (YamlEngineException e) {
      diagnostics.error("S001", origin, "is not YAML", REMEDY);
    } catch (IOException e) {
      diagnostics.error("S001", origin, "can't be read", "check that it is a readable file");
    }
    return secrets;
  }

  private void add(Object root, SortedMap<String, StoredSecret> secrets) {
    if (!(root instanceof Map<?, ?> top)
        || !"1".equals(top.get("formatVersion"))
        || !(top.get("secrets") instanceof Map<?, ?> entries)) {
      diagnostics.error("S001", origin, "needs 'formatVersion: 1' and a mapping 'secrets'", REMEDY);
      return;
    }
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> fields
          && fields.get("value") instanceof String value
          && fields.get("revision") instanceof String revision
          && fields.get("salt") instanceof String salt
          && revision.matches("[a-z0-9]{8}")) {
        secrets.put(entry.getKey().toString(), new StoredSecret(value, revision, salt));
      } else {
        String message = "secret '" + entry.getKey() + "' needs value, revision and salt";
        diagnostics.error("S002", origin, message, "restore it, or delete its line");
      }
    }
  }

  /** Replaces the file in one move; only its owner may read it. */
  void write(SortedMap<String, StoredSecret> secrets) {
    try {
      Files.createDirectories(file.getParent());
      Path draft = Files.createTempFile(file.getParent(), ".secrets", ".draft", closed());
      Files.writeString(draft, text(secrets), StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + file + " but failed", e);
    }
  }

  private static FileAttribute<?>[] closed() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String text(SortedMap<String, StoredSecret> secrets) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# The values of a demo environment's secrets. Compile keeps them in step with the\n");
    text.append("# inventory, the applier reads them; change a password in the inventory.\n");
    text.append("formatVersion: 1\nsecrets:").append(secrets.isEmpty() ? " {}\n" : "\n");
    secrets.forEach(
        (name, secret) -> {
          text.append("  ").append(quote(name)).append(":\n");
          text.append("    value: ").append(quote(secret.value())).append('\n');
          text.append("    revision: ").append(quote(secret.revision())).append('\n');
          text.append("    salt: ").append(quote(secret.salt())).append('\n');
        });
    return text.toString();
  }

  /** A double-quoted scalar that carries any text. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char one : text.toCharArray()) {
      switch (one) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default -> {
          boolean odd = Character.isISOControl(one) || one == 0x2028 || one == 0x2029;
          quoted.append(odd ? String.format("\\u%04x", (int) one) : String.valueOf(one));
        }
      }
    }
    return quoted.append('"').toString();
  }
}
