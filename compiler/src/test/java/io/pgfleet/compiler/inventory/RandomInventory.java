package io.pgfleet.compiler.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.json.JSONObject;

/**
 * Groups inside groups, hosts in several of them, and parameters everywhere; it knows what should
 * hold for each host without asking the program.
 *
 * @param parents of each group, {@code all} for those on top
 * @param members hosts that a group names itself
 * @param settings JSON texts by owner ({@code all}, a group, a host), then by parameter
 */
record RandomInventory(
    List<String> hosts,
    SortedMap<String, List<String>> parents,
    SortedMap<String, List<String>> members,
    SortedMap<String, SortedMap<String, String>> settings) {
  static final List<String> PARAMETERS = List.of("p0", "p1", "p2", "p3");
  private static final List<String> GROUPS = List.of("ant", "bee", "Cat", "d-1", "d_1", "zebra");
  private static final List<String> VALUES =
      List.of(
          "1",
          "true",
          "null",
          "\"text\"",
          "\"off\"",
          "[1, 2]",
          "[]",
          "{\"a\": 1}",
          "{\"a\": {\"b\": [2]}, \"c\": 3}",
          "{}",
          "1.5",
          "\"\"");

  static RandomInventory of(Random random) {
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      hosts.add("10.0." + random.nextInt(2) + "." + (9 + i));
    }
    SortedMap<String, List<String>> parents = new TreeMap<>();
    SortedMap<String, List<String>> members = new TreeMap<>();
    List<String> groups = new ArrayList<>(GROUPS);
    Collections.shuffle(groups, random);
    groups = groups.subList(0, 1 + random.nextInt(groups.size()));
    for (int i = 0; i < groups.size(); i++) {
      // only earlier groups may be parents, so that there is no circle
      List<String> above = some(groups.subList(0, i), random, 3);
      parents.put(groups.get(i), above.isEmpty() ? List.of("all") : above);
      members.put(groups.get(i), some(hosts, random, 2));
    }
    SortedMap<String, SortedMap<String, String>> settings = new TreeMap<>();
    List<String> owners = new ArrayList<>(groups);
    owners.add("all");
    owners.addAll(hosts);
    for (String owner : owners) {
      settings.put(owner, new TreeMap<>());
      some(PARAMETERS, random, 2)
          .forEach(
              name -> settings.get(owner).put(name, VALUES.get(random.nextInt(VALUES.size()))));
    }
    return new RandomInventory(hosts, parents, members, settings);
  }

  private static List<String> some(List<String> all, Random random, int oneIn) {
    return all.stream().filter(one -> random.nextInt(oneIn) == 0).toList();
  }

  /** Who sets the parameter for the host, strongest first; {@code default} is always last. */
  List<String> strongest(String host, String parameter) {
    List<String> owners = new ArrayList<>(List.of(host));
    parents.keySet().stream()
        .filter(group -> holds(group, host))
        .sorted(Comparator.comparing(this::depth).thenComparing(one -> one).reversed())
        .forEach(owners::add);
    owners.add("all");
    owners.removeIf(owner -> !settings.get(owner).containsKey(parameter));
    owners.add("default");
    return owners;
  }

  /** The JSON text that holds; empty when the strongest owner takes the value away. */
  Optional<String> value(String owner, String parameter) {
    return Optional.of(settings.get(owner).get(parameter)).filter(one -> !one.equals("null"));
  }

  /** The length of the longest way down from {@code all}. */
  private int depth(String group) {
    return 1
        + parents.get(group).stream()
            .mapToInt(parent -> parent.equals("all") ? 0 : depth(parent))
            .max()
            .orElseThrow();
  }

  private boolean holds(String group, String host) {
    return members.get(group).contains(host)
        || parents.entrySet().stream()
            .anyMatch(one -> one.getValue().contains(group) && holds(one.getKey(), host));
  }

  /** Files by path: all in one, or what belongs to some owners in files of their own. */
  Map<String, String> files(Random random) {
    Map<String, String> files = new LinkedHashMap<>();
    Set<String> apart = new HashSet<>(some(List.copyOf(settings.keySet()), random, 2));
    for (String owner : apart) {
      String folder = hosts.contains(owner) ? "host_vars/" : "group_vars/";
      files.put(folder + owner + ".yml", mapping(settings.get(owner), random));
    }
    Map<String, String> top = new LinkedHashMap<>();
    parents.forEach(
        (group, above) -> {
          if (above.contains("all")) {
            top.put(group, group(group, apart, random));
          }
        });
    Map<String, String> all = new LinkedHashMap<>();
    all.put("children", mapping(top, random));
    all.put("hosts", mapping(hosts(hosts, apart, random), random));
    if (!apart.contains("all")) {
      all.put("vars", mapping(settings.get("all"), random));
    }
    String main = apart.isEmpty() ? "inventory.yml" : "hosts.yml";
    files.put(main, "{\"all\": " + mapping(all, random) + "}");
    return files;
  }

  private String group(String name, Set<String> apart, Random random) {
    Map<String, String> inside = new LinkedHashMap<>();
    parents.forEach(
        (group, above) -> {
          if (above.contains(name)) {
            inside.put(group, "{}");
          }
        });
    // what a group holds may stand wherever it is named; here it stands once
    inside.replaceAll((child, text) -> isFirst(name, child) ? group(child, apart, random) : text);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("children", mapping(inside, random));
    parts.put("hosts", mapping(names(members.get(name)), random));
    if (!apart.contains(name)) {
      parts.put("vars", mapping(settings.get(name), random));
    }
    return mapping(parts, random);
  }

  private boolean isFirst(String parent, String child) {
    return parents.get(child).get(0).equals(parent);
  }

  private static Map<String, String> names(List<String> hosts) {
    Map<String, String> names = new LinkedHashMap<>();
    hosts.forEach(host -> names.put(host, "null"));
    return names;
  }

  private Map<String, String> hosts(List<String> named, Set<String> apart, Random random) {
    Map<String, String> hosts = new LinkedHashMap<>();
    named.forEach(
        host -> hosts.put(host, apart.contains(host) ? "{}" : mapping(settings.get(host), random)));
    return hosts;
  }

  private static String mapping(Map<String, String> entries, Random random) {
    List<String> keys = new ArrayList<>(entries.keySet());
    Collections.shuffle(keys, random);
    return "{"
        + String.join(
            ", ",
            keys.stream().map(key -> JSONObject.quote(key) + ": " + entries.get(key)).toList())
        + "}";
  }
}
