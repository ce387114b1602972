package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The document that holds secrets: plain in a demo, sealed elsewhere, its keys sorted. */
final class SecretsText {
  private final Origin origin;
  private final String remedy;
  private final Diagnostics diagnostics;

  /**
   * @param origin the file it comes from
   * @param remedy what to do when it is broken
   */
  SecretsText(Origin origin, String remedy, Diagnostics diagnostics) {
    this.origin = origin;
    this.remedy = remedy;
    this.diagnostics = diagnostics;
  }

  /** What the text holds; nothing after a diagnostic. */
  SortedMap<String, StoredSecret> read(String text) {
    SortedMap<String, StoredSecret> secrets = new TreeMap<>();
    try {
      add(FlatYaml.read(text), secrets);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      Origin place = new Origin(origin.file(), line, line == 0 ? 0 : 1);
      diagnostics.error("S001", place, "is not YAML", remedy);
    } catch (YamlEngineException e) {
      diagnostics.error("S001", origin, "is not YAML", remedy);
    }
    return secrets;
  }

  private void add(Object root, SortedMap<String, StoredSecret> secrets) {
    if (!(root instanceof Map<?, ?> top)
        || !"1".equals(top.get("formatVersion"))
        || !(top.get("secrets") instanceof Map<?, ?> entries)) {
      diagnostics.error("S001", origin, "needs 'formatVersion: 1' and a mapping 'secrets'", remedy);
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

  /**
   * The text of secrets.
   *
   * @param header comment lines
   */
  static String of(String header, SortedMap<String, StoredSecret> secrets) {
    StringBuilder text = new StringBuilder(header);
    text.append("formatVersion: 1\nsecrets:").append(secrets.isEmpty() ? " {}\n" : "\n");
    secrets.forEach(
        (name, secret) -> {
          text.append("  ").append(QuotedText.of(name)).append(":\n");
          text.append("    value: ").append(QuotedText.of(secret.value())).append('\n');
          text.append("    revision: ").append(QuotedText.of(secret.revision())).append('\n');
          text.append("    salt: ").append(QuotedText.of(secret.salt())).append('\n');
        });
    return text.toString();
  }
}
