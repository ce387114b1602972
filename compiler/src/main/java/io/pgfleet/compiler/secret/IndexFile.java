package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The file {@code secrets.index.yml}: what compile, reviewers and git know of sealed secrets.
 *
 * <p>Each secret takes a few lines of its own, so that a diff shows which one was set, and git
 * shows a conflict where two people set the same one.
 */
final class IndexFile {
  static final String NAME = "secrets.index.yml";

  private static final String HEADER =
      "# What may be known of this environment's secrets; their values are sealed in secrets.age.\n"
          + "# Written by 'compile secrets'; a new revision means that the value was set again.\n";

  private final Path file;
  private final Origin origin;
  private final Diagnostics diagnostics;

  IndexFile(Path file, Origin origin, Diagnostics diagnostics) {
    this.file = file;
    this.origin = origin;
    this.diagnostics = diagnostics;
  }

  /** What the file holds; nothing where there is none, or after a diagnostic. */
  SortedMap<String, IndexedSecret> read() {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      diagnostics.error("S001", origin, "can't be read", "check that it is a readable file");
      return new TreeMap<>();
    }
  }

  SortedMap<String, IndexedSecret> parse(String text) {
    SortedMap<String, IndexedSecret> secrets = new TreeMap<>();
    try {
      if (FlatYaml.read(text) instanceof Map<?, ?> top
          && "1".equals(top.get("formatVersion"))
          && top.get("secrets") instanceof Map<?, ?> entries) {
        entries.forEach((name, fields) -> add(name.toString(), fields, secrets));
      } else {
        broken(origin, "needs 'formatVersion: 1' and a mapping 'secrets'");
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      broken(new Origin(origin.file(), line, line == 0 ? 0 : 1), "is not YAML");
    } catch (YamlEngineException e) {
      broken(origin, "is not YAML");
    }
    return secrets;
  }

  private void broken(Origin place, String message) {
    diagnostics.error(
        "S001",
        place,
        message,
        "restore it from git; 'compile secrets merge' solves a conflict of two changes");
  }

  private void add(String name, Object entry, SortedMap<String, IndexedSecret> secrets) {
    if (entry instanceof Map<?, ?> fields
        && fields.get("revision") instanceof String revision
        && revision.matches("[a-z0-9]{8}")
        && fields.get("set") instanceof String set) {
      try {
        Optional<String> salt = Optional.ofNullable(fields.get("salt")).map(Object::toString);
        secrets.put(
            name,
            new IndexedSecret(revision, Instant.parse(set), flags(fields.get("flags")), salt));
        return;
      } catch (DateTimeException | IllegalArgumentException e) {
        // reported below with the other defects of an entry
      }
    }
    broken(origin, "secret '" + name + "' needs revision, set and, if any, known flags");
  }

  private static Set<Flag> flags(Object names) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (names instanceof List<?> list) {
      list.forEach(one -> flags.add(Flag.valueOf(one.toString().toUpperCase(Locale.ROOT))));
    }
    return flags;
  }

  /** Replaces the file in one move. */
  void write(SortedMap<String, IndexedSecret> secrets) {
    ReplacedFile.open(file, text(secrets).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(SortedMap<String, IndexedSecret> secrets) {
    StringBuilder text = new StringBuilder(HEADER);
    text.append("formatVersion: 1\nsecrets:").append(secrets.isEmpty() ? " {}\n" : "\n");
    secrets.forEach(
        (name, secret) -> {
          text.append("  ").append(QuotedText.of(name)).append(":\n");
          text.append("    revision: ").append(QuotedText.of(secret.revision())).append('\n');
          text.append("    set: ").append(QuotedText.of(secret.set().toString())).append('\n');
          secret
              .salt()
              .ifPresent(
                  salt -> text.append("    salt: ").append(QuotedText.of(salt)).append('\n'));
          if (!secret.flags().isEmpty()) {
            text.append("    flags: ").append(secret.flags()).append('\n');
          }
        });
    return text.toString();
  }

  /** The place of a secret in the file, as {@link #write} lays it out. */
  Origin place(String name) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      int line = lines.indexOf("  " + QuotedText.of(name) + ":");
      return line < 0 ? origin : new Origin(origin.file(), line + 1, 3);
    } catch (IOException e) {
      return origin;
    }
  }
}
