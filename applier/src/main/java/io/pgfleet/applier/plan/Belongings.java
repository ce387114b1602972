package io.pgfleet.applier.plan;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * What lies on a machine as the last good steps left it.
 *
 * @param entries by name
 * @param intended entries that a run was about to put, by name; a run that died leaves them
 * @param packages version by name
 * @param others paths in folders of ours that nobody of ours put there
 */
public record Belongings(
    SortedMap<String, Recorded.Held> entries,
    SortedMap<String, Recorded.Held> intended,
    SortedMap<String, String> packages,
    List<String> others) {
  public Belongings {
    entries = Recorded.copy(entries);
    intended = Recorded.copy(intended);
    packages = Recorded.copy(packages);
    others = others == null ? List.of() : List.copyOf(others);
  }

  static Belongings none() {
    return new Belongings(null, null, null, null);
  }

  /** The entry was put. */
  Belongings with(String name, Recorded.Held held) {
    return with(
        Recorded.changed(entries, map -> map.put(name, held)),
        Recorded.changed(intended, map -> map.remove(name)));
  }

  Belongings without(String name) {
    return with(Recorded.changed(entries, map -> map.remove(name)), intended);
  }

  /** The same with some entries as others have them. */
  Belongings with(Belongings other, Collection<String> names) {
    return with(
        Recorded.changed(
            entries,
            map -> names.forEach(name -> Recorded.take(map, name, other.entries.get(name)))),
        intended);
  }

  Belongings intending(SortedMap<String, Recorded.Held> intentions) {
    return with(entries, intentions);
  }

  private Belongings with(
      SortedMap<String, Recorded.Held> newEntries, SortedMap<String, Recorded.Held> newIntended) {
    return new Belongings(newEntries, newIntended, packages, others);
  }

  Belongings beside(SortedMap<String, String> newPackages, List<String> newOthers) {
    return new Belongings(entries, intended, newPackages, newOthers);
  }
}
