package io.pgfleet.applier.node;

import java.util.List;

/**
 * What to look at.
 *
 * @param entries paths, and {@code path#id} for blocks
 * @param units systemd unit names
 * @param packages package names
 * @param accounts user names
 */
public record Question(
    List<String> entries, List<String> units, List<String> packages, List<String> accounts) {
  public Question {
    entries = List.copyOf(entries);
    units = List.copyOf(units);
    packages = List.copyOf(packages);
    accounts = List.copyOf(accounts);
  }
}
