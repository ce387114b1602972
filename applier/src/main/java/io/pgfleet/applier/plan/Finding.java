package io.pgfleet.applier.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    DOCUMENT,
    /** something that a service was told by hand */
    SETTING;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Finding of(String host, Sort kind, String name, String what) {
    return new Finding(host, kind, name, what, Optional.empty(), Optional.empty());
  }

  /**
   * Reads what a watch printed, one finding a line; what is no finding is left out.
   *
   * @param printed lines of a name, what is different and perhaps the second of the epoch and who
   *     did it, with tabs between
   */
  public static List<Finding> watched(String host, String printed) {
    List<Finding> findings = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      String[] fields = line.split("\t");
      if (fields.length >= 2) {
        boolean dated = fields.length > 2 && fields[2].matches("[0-9]{1,12}");
        Optional<Instant> when =
            dated
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(fields[2])))
                : Optional.empty();
        Optional<String> who =
            fields.length > 3 && !fields[3].isBlank() ? Optional.of(fields[3]) : Optional.empty();
        findings.add(new Finding(host, Sort.SETTING, fields[0], fields[1], when, who));
      }
    }
    return findings;
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
