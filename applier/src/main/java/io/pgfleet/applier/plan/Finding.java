package io.pgfleet.applier.plan;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something on a machine that is not as the applier left it.
 *
 * @param name of the entry, unit or package, or document and pointer
 * @param what is different, for people
 * @param when it changed, as far as the machine can tell
 * @param who changed it, as far as the machine can tell
 */
public record Finding(
    String host,
    Sort kind,
    String name,
    String what,
    Optional<Instant> when,
    Optional<String> who) {

  /** The closed set of what can drift. */
  public enum Sort {
    FILE_EDITED,
    FILE_DELETED,
    OWNER_OR_MODE,
    FOREIGN_FILE,
    UNIT_STATE,
    PACKAGE_VERSION,
    DOCUMENT;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Finding of(String host, Sort kind, String name, String what) {
    return new Finding(host, kind, name, what, Optional.empty(), Optional.empty());
  }

  public Finding with(Optional<Instant> newWhen, Optional<String> newWho) {
    return new Finding(host, kind, name, what, newWhen, newWho);
  }

  /** Whether there is a file of that name now that could tell when it changed. */
  public boolean isFile() {
    return kind == Sort.FILE_EDITED || kind == Sort.OWNER_OR_MODE || kind == Sort.FOREIGN_FILE;
  }

  /** The path of the file that it is about. */
  public String path() {
    int hash = name.indexOf('#');
    return hash < 0 ? name : name.substring(0, hash);
  }
}
