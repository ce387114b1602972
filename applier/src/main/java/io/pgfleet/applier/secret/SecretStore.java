package io.pgfleet.applier.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file that holds secrets: plain in a demo environment, sealed in any other. */
final class SecretStore implements Provider {
  private final Path file;
  private final SortedMap<String, Secret> secrets;

  private SecretStore(Path file, SortedMap<String, Secret> secrets) {
    this.file = file;
    this.secrets = secrets;
  }

  /** Reads a plain file; a file that does not exist holds no secrets. */
  static SecretStore plain(Path file) {
    return new SecretStore(
        file, Files.exists(file) ? parse(file, YamlText.read(file)) : new TreeMap<>());
  }

  /** Reads a plain file as it was at another time. */
  static SecretStore plain(Path file, byte[] then) {
    String text = new String(then, StandardCharsets.UTF_8);
    return new SecretStore(file, parse(file, YamlText.parse(file, text)));
  }

  /** Opens a sealed file; a file that does not exist holds no secrets and takes no identity. */
  static SecretStore sealed(Path file, Surroundings surroundings, Optional<String> setting) {
    if (!Files.exists(file)) {
      return new SecretStore(file, new TreeMap<>());
    }
    return sealed(file, bytes(file), surroundings, setting);
  }

  /** Opens a sealed file as it was at another time. */
  static SecretStore sealed(
      Path file, byte[] then, Surroundings surroundings, Optional<String> setting) {
    Identities identities =
        new Identities(surroundings.identity(setting.map(one -> YamlText.below(file, one))));
    String text = AgeText.open(then, file, identities);
    return new SecretStore(file, parse(file, YamlText.parse(file, text)));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SecretException(file + ": cannot be read; check its permissions", e);
    }
  }

  private static SortedMap<String, Secret> parse(Path file, Object root) {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    Map<?, ?> document = YamlText.map(file, "", root);
    if (!"1".equals(document.get("formatVersion"))) {
      throw new SecretException(
          file + ": formatVersion is not 1; use the applier that fits this file");
    }
    YamlText.map(file, "secrets", document.get("secrets"))
        .forEach((name, entry) -> secrets.put(name.toString(), secret(file, name, entry)));
    return secrets;
  }

  private static Secret secret(Path file, Object name, Object entry) {
    Map<?, ?> fields = YamlText.map(file, name.toString(), entry);
    return new Secret(
        text(file, name, fields, "value"),
        text(file, name, fields, "revision"),
        salt(file, name, text(file, name, fields, "salt")));
  }

  private static String text(Path file, Object name, Map<?, ?> fields, String field) {
    if (fields.get(field) instanceof String text) {
      return text;
    }
    throw new SecretException(file + ": secret '" + name + "' has no " + field + "; compile again");
  }

  static byte[] salt(Path file, Object name, String salt) {
    try {
      return Base64.getDecoder().decode(salt);
    } catch (IllegalArgumentException e) {
      throw new SecretException(
          file + ": the salt of secret '" + name + "' is not base64; compile again");
    }
  }

  @Override
  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
