package io.pgfleet.compiler.sealing;

import io.pgfleet.compiler.derive.SecretIndex;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects which secrets are written, named or wanted, and where. */
final class SecretUses implements SecretIndex {
  private final List<Literal> literals = new ArrayList<>();
  private final List<Literal> defaults = new ArrayList<>();
  private final SortedMap<String, SortedSet<Origin>> named = new TreeMap<>();
  private final SortedSet<String> unwritten = new TreeSet<>();

  /** A value in plain text; shown to nobody. */
  record Literal(String name, String text, Origin origin) {
    @Override
    public String toString() {
      return name + " at " + origin;
    }
  }

  @Override
  public Secret written(String name, String literal, Origin origin) {
    if (!literal.isEmpty()) {
      boolean known = origin.file().startsWith("schema/");
      (known ? defaults : literals).add(new Literal(name, literal, origin));
    }
    return Secret.none(name);
  }

  @Override
  public Secret named(String name, Origin origin) {
    named.computeIfAbsent(name, one -> new TreeSet<>()).add(origin);
    return Secret.none(name);
  }

  @Override
  public Secret unwritten(String name) {
    unwritten.add(name);
    return Secret.none(name);
  }

  /** Values that stand in the inventory, empty ones left out. */
  List<Literal> literals() {
    return literals;
  }

  /** Values that stand in the schema and hold because nobody wrote another one. */
  List<Literal> defaults() {
    return defaults;
  }

  /** Where secrets are named, by name. */
  SortedMap<String, SortedSet<Origin>> named() {
    return named;
  }

  /** Secrets that are needed and that nobody wrote. */
  SortedSet<String> unwritten() {
    return unwritten;
  }
}
