package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.SortedMap;

/** What everybody may know of an environment's secrets; nothing is opened. */
public final class SecretsIndex {
  private SecretsIndex() {}

  /** By name; nothing where there is no index. */
  public static SortedMap<String, IndexedSecret> read(SealedBook.Place place) {
    Diagnostics diagnostics = new Diagnostics();
    SortedMap<String, IndexedSecret> secrets = SealedBook.index(place, diagnostics).read();
    diagnostics.throwIfErrors();
    return secrets;
  }
}
