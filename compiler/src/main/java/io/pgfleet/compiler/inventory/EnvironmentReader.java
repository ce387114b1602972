package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads {@code env.yml}; where there is none, the environment is no demo. */
public final class EnvironmentReader {
  private static final List<String> KEYS =
      List.of(
          "certificates",
          "demo",
          "freeze",
          "maintenance",
          "packages",
          "recipients",
          "secrets",
          "ssh");
  private static final List<String> FREEZE = List.of("from", "reason", "until");
  private static final List<String> MAINTENANCE = List.of("windows", "zone");
  private static final List<String> SSH =
      List.of("identity_file", "interface", "known_hosts", "user");
  private static final List<String> SECRETS = List.of("identity", "sources");
  private static final List<String> SOURCES = List.of("command", "environment", "vault");
  private static final List<String> SOURCE =
      List.of("command", "environment", "prefix", "timeout", "vault");
  private static final List<String> VAULT =
      List.of("address", "ca_file", "mount", "namespace", "path", "token_env", "token_file");
  private static final List<String> CERTIFICATES = List.of("keys");

  /** The usual one first; what each is for, the room of certificates says. */
  private static final List<String> KEY_KINDS =
      List.of("ec-p256", "ec-p384", "ed25519", "rsa-2048", "rsa-3072", "rsa-4096");

  private static final List<String> PACKAGES = List.of("debian", "reference");

  private final Diagnostics diagnostics;

  private EnvironmentReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Reads it; what is wrong is recorded, never thrown. */
  public static Environment read(Path inventoriesDir, String env, Diagnostics diagnostics) {
    Path path = inventoriesDir.resolve(env).resolve("env.yml");
    Origin origin = Origin.ofFile(InventoryReader.label(inventoriesDir, env) + "/env.yml");
    Value.Mapping nothing = new Value.Mapping(origin, Map.of());
    if (!Files.exists(path)) {
      return new EnvironmentReader(diagnostics).environment(env, nothing);
    }
    Value value = YamlFile.read(path, origin.file(), diagnostics).orElse(nothing);
    EnvironmentReader reader = new EnvironmentReader(diagnostics);
    return reader.environment(env, reader.mapping(value, "the file"));
  }

  private Environment environment(String name, Value.Mapping root) {
    known(root, KEYS);
    boolean demo = root.get("demo").map(this::flag).orElse(false);
    String packages =
        root.get("packages").map(one -> word("packages", one, PACKAGES)).orElse("reference");
    Value.Mapping ssh =
        root.get("ssh")
            .map(one -> mapping(one, "'ssh'"))
            .orElse(new Value.Mapping(root.origin(), Map.of()));
    known(ssh, SSH);
    times(root);
    List<String> recipients = root.get("recipients").map(this::texts).orElse(List.of());
    return new Environment(
        name,
        demo,
        packages,
        new Environment.Ssh(ssh.text("user"), ssh.text("identity_file"), ssh.text("known_hosts")),
        recipients,
        root.get("secrets")
            .map(this::secrets)
            .orElse(new Environment.Secrets(Optional.empty(), List.of())),
        root.get("certificates").map(this::keys).orElse(KEY_KINDS.get(0)));
  }

  private String keys(Value value) {
    Value.Mapping certificates = mapping(value, "'certificates'");
    known(certificates, CERTIFICATES);
    return certificates
        .get("keys")
        .map(one -> word("certificates.keys", one, KEY_KINDS))
        .orElse(KEY_KINDS.get(0));
  }

  /** When the environment may be changed; what is said there is for the applier. */
  private void times(Value.Mapping root) {
    root.get("maintenance").ifPresent(one -> known(mapping(one, "'maintenance'"), MAINTENANCE));
    Optional<Value> freezes = root.get("freeze");
    if (freezes.isPresent() && freezes.get() instanceof Value.Sequence sequence) {
      sequence.items().forEach(one -> known(mapping(one, "a freeze"), FREEZE));
    } else if (freezes.isPresent()) {
      String kind = freezes.get().kind();
      diagnostics.error(
          "E002", freezes.get().origin(), "freeze must be a list; got " + kind, "write a list");
    }
  }

  private Environment.Secrets secrets(Value value) {
    Value.Mapping secrets = mapping(value, "'secrets'");
    known(secrets, SECRETS);
    List<String> elsewhere = new ArrayList<>();
    Optional<Value> sources = secrets.get("sources");
    if (sources.isPresent() && sources.get() instanceof Value.Sequence sequence) {
      sequence.items().forEach(one -> elsewhere.add(source(mapping(one, "a source"))));
    } else if (sources.isPresent()) {
      String kind = sources.get().kind();
      diagnostics.error(
          "E002", sources.get().origin(), "sources must be a list; got " + kind, "write a list");
    }
    return new Environment.Secrets(secrets.text("identity"), elsewhere);
  }

  /** The beginning of the names that a source is for. */
  private String source(Value.Mapping source) {
    known(source, SOURCE);
    source.get("vault").ifPresent(one -> known(mapping(one, "'vault'"), VAULT));
    if (SOURCES.stream().filter(one -> source.get(one).isPresent()).count() != 1) {
      diagnostics.error(
          "E002",
          source.origin(),
          "a source must say where secrets come from, once",
          "write one of " + String.join(", ", SOURCES));
    }
    return source.text("prefix").orElse("");
  }

  private void known(Value.Mapping mapping, List<String> keys) {
    mapping
        .settings()
        .forEach(
            (key, setting) -> {
              if (!keys.contains(key)) {
                String remedy =
                    Suggestions.nearest(key, keys)
                        .map(one -> "did you mean '" + one + "'?")
                        .orElse("known are " + String.join(", ", keys));
                diagnostics.error("E001", setting.name(), "'" + key + "' means nothing", remedy);
              }
            });
  }

  private boolean flag(Value value) {
    Optional<Object> content =
        value instanceof Value.Scalar scalar ? scalar.content() : Optional.empty();
    if (content.filter(Boolean.class::isInstance).isEmpty()) {
      diagnostics.error(
          "E002",
          value.origin(),
          "demo must be true or false; got " + value.kind(),
          "write true or false, without quotes");
    }
    return content.equals(Optional.of(true));
  }

  /** One of some words; the first one, after a diagnostic, when it is something else. */
  private String word(String name, Value value, List<String> words) {
    String text = value instanceof Value.Scalar scalar ? scalar.text() : value.kind();
    if (words.contains(text)) {
      return text;
    }
    String remedy =
        Suggestions.nearest(text, words)
            .map(one -> "did you mean '" + one + "'?")
            .orElse("write " + words.get(words.size() - 1) + ", or " + words.get(0));
    diagnostics.error(
        "E002",
        value.origin(),
        name + " must be one of " + String.join(", ", words) + "; got '" + text + "'",
        remedy);
    return words.get(0);
  }

  private List<String> texts(Value value) {
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream()
          .filter(Value.Scalar.class::isInstance)
          .map(one -> ((Value.Scalar) one).content().map(Objects::toString).orElse(""))
          .toList();
    }
    diagnostics.error(
        "E002", value.origin(), "recipients must be a list; got " + value.kind(), "write a list");
    return List.of();
  }

  private Value.Mapping mapping(Value value, String what) {
    if (value instanceof Value.Mapping mapping) {
      return mapping;
    }
    diagnostics.error(
        "E002",
        value.origin(),
        what + " must be a mapping; got " + value.kind(),
        "write 'name: value' lines");
    return new Value.Mapping(value.origin(), Map.of());
  }
}
