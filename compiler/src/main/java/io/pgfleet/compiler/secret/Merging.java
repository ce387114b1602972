package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Merges what two people did to an environment's secrets at once.
 *
 * <p>What one of them set is taken from that one. A secret that both set is taken from the later
 * one, unless a side is named for all of these.
 */
public final class Merging {
  private static final int MERGED = 0;
  private static final int BASE = 1;

  private final SealedBook.Place place;
  private final Clock clock;
  private final Optional<Side> wanted;
  private final SortedMap<String, StoredSecret> secrets = new TreeMap<>();
  private final SortedMap<String, IndexedSecret> index = new TreeMap<>();
  private final SortedMap<String, Side> chosen = new TreeMap<>();

  /** One of the two versions, as git names it. */
  public enum Side {
    OURS(2),
    THEIRS(3);

    private final int stage;

    Side(int stage) {
      this.stage = stage;
    }
  }

  /** What one version holds; a secret that is kept elsewhere is in its index only. */
  private record Version(
      SortedMap<String, StoredSecret> secrets, SortedMap<String, IndexedSecret> index) {

    Optional<String> revision(String name) {
      return Optional.ofNullable(secrets.get(name))
          .map(StoredSecret::revision)
          .or(() -> Optional.ofNullable(index.get(name)).map(IndexedSecret::revision));
    }

    Instant set(String name) {
      return Optional.ofNullable(index.get(name)).map(IndexedSecret::set).orElse(Instant.MIN);
    }
  }

  /**
   * @param wanted whose value to take of secrets that both set; else that of the later one
   */
  public Merging(SealedBook.Place place, Clock clock, Optional<Side> wanted) {
    this.place = place;
    this.clock = clock;
    this.wanted = wanted;
  }

  /**
   * The merged book, not yet saved.
   *
   * @param sealed versions of {@code secrets.age} by git's stage: 1 ancestor, 2 ours, 3 theirs
   * @param indexes the same of {@code secrets.index.yml}; git may have merged these itself: 0
   * @throws SecretException when one of them can't be opened
   */
  public SealedBook merge(SortedMap<Integer, byte[]> sealed, SortedMap<Integer, byte[]> indexes) {
    Diagnostics diagnostics = new Diagnostics();
    Version base = version(BASE, sealed, indexes, diagnostics);
    Version ours = version(Side.OURS.stage, sealed, indexes, diagnostics);
    Version theirs = version(Side.THEIRS.stage, sealed, indexes, diagnostics);
    diagnostics.throwIfErrors();
    SortedSet<String> names = new TreeSet<>(ours.secrets().keySet());
    names.addAll(theirs.secrets().keySet());
    names.addAll(ours.index().keySet());
    names.addAll(theirs.index().keySet());
    names.forEach(name -> take(name, side(name, base, ours, theirs) == Side.OURS ? ours : theirs));
    return SealedBook.of(place, clock, secrets, index);
  }

  /** Secrets that both set, and whose value was taken. */
  public SortedMap<String, Side> chosen() {
    return chosen;
  }

  private Version version(
      int stage,
      SortedMap<Integer, byte[]> sealed,
      SortedMap<Integer, byte[]> indexes,
      Diagnostics diagnostics) {
    byte[] book = sealed.get(stage);
    byte[] known = indexes.getOrDefault(stage, indexes.get(MERGED));
    return new Version(
        book == null ? new TreeMap<>() : SealedBook.read(book, place, diagnostics),
        known == null
            ? new TreeMap<>()
            : SealedBook.index(place, diagnostics)
                .parse(new String(known, StandardCharsets.UTF_8)));
  }

  private Side side(String name, Version base, Version ours, Version theirs) {
    Optional<String> mine = ours.revision(name);
    Optional<String> yours = theirs.revision(name);
    if (mine.equals(yours) || base.revision(name).equals(yours)) {
      return Side.OURS;
    }
    if (base.revision(name).equals(mine)) {
      return Side.THEIRS;
    }
    Side later = ours.set(name).isBefore(theirs.set(name)) ? Side.THEIRS : Side.OURS;
    chosen.put(name, wanted.orElse(later));
    return chosen.get(name);
  }

  private void take(String name, Version version) {
    StoredSecret secret = version.secrets().get(name);
    IndexedSecret known = version.index().get(name);
    if (secret != null) {
      secrets.put(name, secret);
    }
    if (known != null && (secret != null || known.salt().isPresent())) {
      index.put(name, known);
    }
  }
}
