package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.derive.SecretIndex;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The secrets of a demo environment, kept in step with the literals of its inventory.
 *
 * <p>Nothing is written before {@link #save()}; {@link #stale()} tells whether that would change
 * the file.
 */
public final class DemoSecrets implements SecretIndex {
  private final SecretsFile file;
  private final Randomness random;
  private final Diagnostics diagnostics;
  private final SortedMap<String, StoredSecret> secrets;
  private final Map<String, String> written = new HashMap<>();
  private boolean changed;

  /**
   * Reads what is stored.
   *
   * @param file the environment's {@code secrets.yml}, which need not exist
   * @param origin the same file as diagnostics show it
   * @param random source of revisions, salts and invented values
   */
  public DemoSecrets(Path file, Origin origin, SecureRandom random, Diagnostics diagnostics) {
    this.file = new SecretsFile(file, origin, diagnostics);
    this.random = new Randomness(random);
    this.diagnostics = diagnostics;
    this.secrets = this.file.read();
  }

  @Override
  public Secret written(String name, String literal, Origin origin) {
    String before = written.putIfAbsent(name, literal);
    if (before != null && !before.equals(literal)) {
      diagnostics.error(
          "S003",
          origin,
          "the secret '" + name + "' is written twice, with different values",
          "write it once, or give the two items different names");
    } else if (value(name).filter(literal::equals).isEmpty()) {
      set(name, literal);
    }
    return reference(name);
  }

  @Override
  public Secret named(String name, Origin origin) {
    if (value(name).isEmpty()) {
      diagnostics.error(
          "S007",
          origin,
          "no secret is called '" + name + "'",
          "write the value itself here; this environment is a demo");
      return Secret.none(name);
    }
    return reference(name);
  }

  @Override
  public Secret unwritten(String name) {
    if (value(name).isEmpty()) {
      set(name, random.password());
    }
    return reference(name);
  }

  /** The stored value. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(secrets.get(name)).map(StoredSecret::value);
  }

  /** Sets a value, with a new revision and a new salt. */
  public void set(String name, String value) {
    secrets.put(name, new StoredSecret(value, random.revision(), random.salt()));
    changed = true;
  }

  /** Forgets a value; nothing happens when there is none. */
  public void remove(String name) {
    changed |= secrets.remove(name) != null;
  }

  /** The reference to a stored secret. */
  public Secret reference(String name) {
    StoredSecret secret = secrets.get(name);
    return new Secret(name, secret.revision(), secret.value().isEmpty());
  }

  /** Whether a value was set that the file does not hold. */
  public boolean stale() {
    return changed;
  }

  /** Writes the file when a value was set. */
  public void save() {
    if (changed) {
      file.write(secrets);
      changed = false;
    }
  }
}
