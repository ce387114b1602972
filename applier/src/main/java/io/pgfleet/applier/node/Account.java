package io.pgfleet.applier.node;

import java.util.List;
import java.util.Optional;

/**
 * A system account, as wanted or as seen.
 *
 * @param uid empty when any will do
 * @param group name of the primary group
 * @param groups names of further groups; a seen account lists all of them, sorted
 * @param system whether it is made without a home folder and with a number of the system's range
 */
public record Account(
    String name,
    Optional<Integer> uid,
    String group,
    List<String> groups,
    String home,
    String shell,
    boolean system) {
  public Account {
    groups = List.copyOf(groups);
  }

  /** An account of the system. */
  public Account(
      String name,
      Optional<Integer> uid,
      String group,
      List<String> groups,
      String home,
      String shell) {
    this(name, uid, group, groups, home, shell, true);
  }

  /** Whether this account, as seen, is all that another one wants. */
  public boolean covers(Account wanted) {
    return name.equals(wanted.name)
        && (wanted.uid.isEmpty() || wanted.uid.equals(uid))
        && group.equals(wanted.group)
        && groups.containsAll(wanted.groups)
        && home.equals(wanted.home)
        && shell.equals(wanted.shell);
  }
}
