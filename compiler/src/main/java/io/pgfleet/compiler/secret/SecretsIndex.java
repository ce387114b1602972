package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.util.SortedMap;

/** What everybody may know of an environment's secrets; nothing is opened. */
public final class SecretsIndex {
  private SecretsIndex() {}

  /** By name; nothing where there is no index. */
  public static SortedMap<String, IndexedSecret> read(SealedBook.Place place) {
    Diagnostics diagnostics = new Diagnostics();
    Origin origin = Origin.ofFile(place.label() + "/" + IndexFile.NAME);
    SortedMap<String, IndexedSecret> secrets =
        new IndexFile(place.folder().resolve(IndexFile.NAME), origin, diagnostics).read();
    diagnostics.throwIfErrors();
    return secrets;
  }
}
