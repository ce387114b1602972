package io.pgfleet.applier.node;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What was seen on a machine at one moment.
 *
 * @param entries by name; every name asked for is there
 * @param units by name; every unit asked for is there
 * @param packages installed version by package; a missing package is not there
 * @param accounts by name; a missing account is not there
 * @param record what the applier recorded there last, as it wrote it
 * @param key the machine's own key for recorded digests, 64 hex digits; empty until a lock made it
 * @param bootId changes at every boot
 */
public record Observation(
    SortedMap<String, Seen> entries,
    SortedMap<String, UnitState> units,
    SortedMap<String, String> packages,
    SortedMap<String, Account> accounts,
    Optional<byte[]> record,
    String key,
    String bootId) {

  /**
   * One entry as it is.
   *
   * @param kind file, directory, link, block, other or absent
   * @param mode four octal digits; empty for links and blocks
   * @param sha256 of the content of a file or of the lines of a block; kept in memory only
   */
  public record Seen(
      String kind, String owner, String group, String mode, String target, String sha256) {
    public static Seen absent() {
      return new Seen("absent", "", "", "", "", "");
    }

    public boolean isAbsent() {
      return kind.equals("absent");
    }
  }

  /**
   * A unit as systemd sees it.
   *
   * @param active such as active, inactive, failed, activating
   * @param enabled such as enabled, disabled, static, masked; empty when there is no such unit
   * @param invocation changes with every start
   * @param needsDaemonReload whether its files changed since systemd read them
   */
  public record UnitState(
      String active, String sub, String enabled, String invocation, boolean needsDaemonReload) {
    public boolean isActive() {
      return active.equals("active") || active.equals("reloading");
    }
  }
}
