package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Servers of an object store are numbered so that its notation of pools names them all. */
final class ObjectStoreRules {
  private static final String GROUP = "minio";
  private static final String SEQUENCE = "minio_seq";
  private static final Pattern RANGE = Pattern.compile("\\{([0-9]{1,4})\\.\\.\\.([0-9]{1,4})}");
  private static final int MOST = 4096;
  private static final Pattern SERVER = Pattern.compile("https?://([^/:\\s]+)");

  private final Hosts hosts;
  private final Diagnostics diagnostics;

  ObjectStoreRules(Hosts hosts, Diagnostics diagnostics) {
    this.hosts = hosts;
    this.diagnostics = diagnostics;
  }

  void check() {
    SortedMap<String, List<Hosts.Host>> clusters = new TreeMap<>();
    for (Hosts.Host host : hosts.all()) {
      if (host.sets(SEQUENCE)) {
        clusters.computeIfAbsent(host.text("minio_cluster"), n -> new ArrayList<>()).add(host);
      } else if (host.in(GROUP)) {
        diagnostics.error(
            "F046",
            hosts.member(GROUP, host),
            "host '%s' of group '%s' has no %s".formatted(host.node().host(), GROUP, SEQUENCE),
            "give it a number: { " + SEQUENCE + ": 1 }");
      }
    }
    clusters.forEach(this::cluster);
  }

  private void cluster(String name, List<Hosts.Host> members) {
    SortedMap<Integer, Hosts.Host> numbers = new TreeMap<>();
    for (Hosts.Host host : members) {
      Hosts.Host first = numbers.putIfAbsent(host.number(SEQUENCE), host);
      if (first != null) {
        diagnostics.error(
            "F046",
            host.origin(SEQUENCE),
            "minio_seq '%s' is taken by host '%s'"
                .formatted(host.text(SEQUENCE), first.node().host()),
            "number the servers of an object store differently");
      }
    }
    if (members.get(0).text("minio_volumes").isEmpty()) {
      withoutGap(name, numbers);
    } else {
      pools(members);
    }
  }

  /** The pool that is made up names its servers by a range from the first to the last. */
  private void withoutGap(String name, SortedMap<Integer, Hosts.Host> numbers) {
    int expected = 1;
    for (Map.Entry<Integer, Hosts.Host> one : numbers.entrySet()) {
      if (numbers.size() > 1 && one.getKey() != expected) {
        diagnostics.error(
            "F046",
            one.getValue().origin(SEQUENCE),
            "'%s' lacks minio_seq '%d': its pool is the range from 1 to %d"
                .formatted(name, expected, numbers.size()),
            "number its servers without a gap, or write the pools into minio_volumes");
        return;
      }
      expected++;
    }
  }

  private void pools(List<Hosts.Host> members) {
    Hosts.Host first = members.get(0);
    SortedSet<String> named = new TreeSet<>();
    Matcher matcher = SERVER.matcher(first.text("minio_volumes"));
    while (matcher.find()) {
      expand(matcher.group(1), named);
    }
    if (named.isEmpty()) {
      return;
    }
    Map<String, Hosts.Host> known = new HashMap<>();
    for (Hosts.Host host : members) {
      Set<String> names =
          new TreeSet<>(List.of(server(host), host.node().name(), host.node().host()));
      names.forEach(name -> known.put(name, host));
      if (names.stream().noneMatch(named::contains)) {
        warn(host, "no pool of minio_volumes names server '" + server(host) + "'");
      }
    }
    named.stream()
        .filter(name -> !known.containsKey(name))
        .forEach(name -> warn(first, "minio_volumes names '" + name + "', which is no server"));
  }

  private void warn(Hosts.Host host, String message) {
    diagnostics.warning(
        "F047",
        host.origin("minio_volumes"),
        message,
        "let the pools name each server of the object store once");
  }

  private static String server(Hosts.Host host) {
    return host.text("minio_node")
        .replace("${minio_cluster}", host.text("minio_cluster"))
        .replace("${minio_seq}", host.text(SEQUENCE));
  }

  private static void expand(String pattern, Set<String> names) {
    Matcher range = RANGE.matcher(pattern);
    if (!range.find()) {
      names.add(pattern);
      return;
    }
    int width = range.group(1).startsWith("0") ? range.group(1).length() : 1;
    int last = Integer.parseInt(range.group(2));
    for (int one = Integer.parseInt(range.group(1)); one <= last && names.size() < MOST; one++) {
      String number = String.format(Locale.ROOT, "%0" + width + "d", one);
      expand(pattern.substring(0, range.start()) + number + pattern.substring(range.end()), names);
    }
  }
}
