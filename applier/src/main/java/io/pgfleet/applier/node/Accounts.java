package io.pgfleet.applier.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads accounts as the system's databases list them. */
final class Accounts {
  private static final int FIRST_USER = 1000;

  private Accounts() {}

  /**
   * Accounts by name.
   *
   * @param passwd lines of name:x:uid:gid:comment:home:shell
   * @param group lines of name:x:gid:members
   */
  static SortedMap<String, Account> read(List<String> passwd, List<String> group) {
    Map<String, String> groupNames = new HashMap<>();
    Map<String, List<String>> groupsOf = new HashMap<>();
    for (String line : group) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 4) {
        groupNames.put(fields[2], fields[0]);
        for (String member : fields[3].split(",")) {
          groupsOf.computeIfAbsent(member, m -> new ArrayList<>()).add(fields[0]);
        }
      }
    }
    SortedMap<String, Account> accounts = new TreeMap<>();
    for (String line : passwd) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 7) {
        List<String> groups = groupsOf.getOrDefault(fields[0], new ArrayList<>());
        Collections.sort(groups);
        accounts.put(fields[0], account(fields, groupNames, groups));
      }
    }
    return accounts;
  }

  private static Account account(
      String[] fields, Map<String, String> groupNames, List<String> groups) {
    int uid = Integer.parseInt(fields[2]);
    return new Account(
        fields[0],
        Optional.of(uid),
        groupNames.getOrDefault(fields[3], fields[3]),
        groups,
        fields[5],
        fields[6],
        uid < FIRST_USER);
  }
}
