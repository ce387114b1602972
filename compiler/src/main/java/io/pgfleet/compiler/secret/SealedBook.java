package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The opened secrets of an environment: {@code secrets.age} with their values, and {@code
 * secrets.index.yml} with what everybody may know of them.
 *
 * <p>Nothing is written before {@link #save()}, which writes the sealed file first: a crash between
 * the two is healed when the book is opened again, because the sealed file says what holds.
 */
public final class SealedBook {
  static final String NAME = "secrets.age";

  private static final String HEADER =
      "# The values of an environment's secrets. Change them with 'compile secrets'.\n";
  private static final String REMEDY = "restore it from git";

  /**
   * Where a book lies and who can open it.
   *
   * @param folder the environment's inputs, such as {@code inventories/prod}
   * @param label that folder as diagnostics show it
   * @param recipients who can open what is sealed
   */
  public record Place(Path folder, String label, List<String> recipients, Identities identities) {
    public Place {
      recipients = List.copyOf(recipients);
    }
  }

  private final Place place;
  private final Clock clock;
  private final Randomness random = new Randomness(new SecureRandom());
  private final SortedMap<String, StoredSecret> secrets;
  private final SortedMap<String, IndexedSecret> index;
  private Weakness weakness = new Weakness(List.of());
  private boolean changed;

  private SealedBook(
      Place place,
      Clock clock,
      SortedMap<String, StoredSecret> secrets,
      SortedMap<String, IndexedSecret> index) {
    this.place = place;
    this.clock = clock;
    this.secrets = secrets;
    this.index = index;
  }

  /**
   * Opens the book; an environment without sealed secrets has an empty one, which takes no identity
   * to open.
   *
   * @throws SecretException when the sealed file can't be opened
   * @throws io.pgfleet.compiler.diagnostic.InvalidInventoryException when what is in it is broken
   */
  public static SealedBook open(Place place, Clock clock) {
    Diagnostics diagnostics = new Diagnostics();
    Path sealed = place.folder().resolve(NAME);
    SortedMap<String, StoredSecret> secrets =
        Files.exists(sealed) ? read(bytes(sealed), place, diagnostics) : new TreeMap<>();
    SealedBook book = new SealedBook(place, clock, secrets, index(place, diagnostics).read());
    diagnostics.throwIfErrors();
    book.reconcile();
    return book;
  }

  /** A book of what was merged; it is saved as a whole. */
  static SealedBook of(
      Place place,
      Clock clock,
      SortedMap<String, StoredSecret> secrets,
      SortedMap<String, IndexedSecret> index) {
    SealedBook book = new SealedBook(place, clock, secrets, index);
    book.reconcile();
    return book;
  }

  static IndexFile index(Place place, Diagnostics diagnostics) {
    Origin origin = Origin.ofFile(place.label() + "/" + IndexFile.NAME);
    return new IndexFile(place.folder().resolve(IndexFile.NAME), origin, diagnostics);
  }

  static SortedMap<String, StoredSecret> read(byte[] sealed, Place place, Diagnostics diagnostics) {
    String file = place.label() + "/" + NAME;
    String text = AgeFile.open(sealed, file, place.identities());
    return new SecretsText(Origin.ofFile(file), REMEDY, diagnostics).read(text);
  }

  private static byte[] bytes(Path sealed) {
    try {
      return Files.readAllBytes(sealed);
    } catch (IOException e) {
      throw new SecretException(sealed + ": can't be read; check its permissions", e);
    }
  }

  private void reconcile() {
    for (String name : List.copyOf(index.keySet())) {
      if (!secrets.containsKey(name) && index.get(name).salt().isEmpty()) {
        throw new SecretException(
            place.label()
                + ": "
                + IndexFile.NAME
                + " knows the secret '"
                + name
                + "', which "
                + NAME
                + " does not hold; restore both files from one commit");
      }
    }
    secrets.forEach(
        (name, secret) -> {
          IndexedSecret known = index.get(name);
          if (known == null || !known.revision().equals(secret.revision())) {
            enter(name, secret, Set.of());
          }
        });
  }

  /** Judges values by what else everybody knows: the defaults of the schema. */
  public SealedBook knowing(Collection<String> defaults) {
    weakness = new Weakness(defaults);
    return this;
  }

  /** The value. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(secrets.get(name)).map(StoredSecret::value);
  }

  /** What everybody may know, by name. */
  public SortedMap<String, IndexedSecret> index() {
    return Collections.unmodifiableSortedMap(index);
  }

  /** Sets a value that somebody chose, with a new revision, unless it is the same already. */
  public void set(String name, String value) {
    if (value(name).filter(value::equals).isEmpty()) {
      List<String> others =
          secrets.entrySet().stream()
              .filter(one -> !one.getKey().equals(name))
              .map(one -> one.getValue().value())
              .toList();
      put(name, value, weakness.flags(value, others));
    }
  }

  /** Sets a value that was made at random, or a key that a program made. */
  public void setMade(String name, String value) {
    put(name, value, Set.of());
  }

  /** Sets a new random value. */
  public void make(String name) {
    setMade(name, made(name));
  }

  /** A new random value of the shape that the secret has: a key's, or a password's. */
  public String made(String name) {
    return name.endsWith("pgsodium_key") ? random.key() : password();
  }

  /** A new random value, for secrets that must have the same one. */
  public String password() {
    return random.password();
  }

  /** Notes that a value changed which is kept elsewhere. */
  public void note(String name) {
    Optional<String> salt = Optional.of(random.salt());
    secrets.remove(name);
    index.put(name, new IndexedSecret(random.revision(), now(), Set.of(), salt));
    changed = true;
  }

  /** Forgets a secret. */
  public void remove(String name) {
    secrets.remove(name);
    changed |= index.remove(name) != null;
  }

  private void put(String name, String value, Set<Flag> flags) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9_./-]*")) {
      throw new SecretException(
          "'" + name + "' is no name of a secret; use letters, digits and '_', '.', '/', '-'");
    }
    StoredSecret secret = new StoredSecret(value, random.revision(), random.salt());
    secrets.put(name, secret);
    enter(name, secret, flags);
  }

  private void enter(String name, StoredSecret secret, Set<Flag> flags) {
    index.put(name, new IndexedSecret(secret.revision(), now(), flags, Optional.empty()));
    changed = true;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The reference to a secret; empty when there is none of that name. */
  public Optional<Secret> reference(String name) {
    return Optional.ofNullable(index.get(name)).map(one -> new Secret(name, one.revision(), false));
  }

  /** Writes both files when something was set. */
  public void save() {
    if (changed) {
      seal();
    }
  }

  /** Writes both files, sealed for those who are listed now. */
  public void seal() {
    byte[] sealed = AgeFile.seal(SecretsText.of(HEADER, secrets), place.recipients());
    ReplacedFile.open(place.folder().resolve(NAME), sealed);
    index(place, new Diagnostics()).write(index);
    changed = false;
  }

  /** Replaces a file of the inventory in one move. */
  public void rewrite(Path file, UnaryOperator<byte[]> change) {
    ReplacedFile.open(file, change.apply(bytes(file)));
  }

  @Override
  public String toString() {
    return secrets.size() + " secrets of " + place.label();
  }
}
