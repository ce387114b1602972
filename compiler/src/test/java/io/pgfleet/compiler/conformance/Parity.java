package io.pgfleet.compiler.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** How much of the reference's settings is the same here, by type, with and without deviations. */
final class Parity {
  private final List<Deviation> deviations;
  private final SortedMap<String, Integer> expected = new TreeMap<>();
  private final SortedMap<String, Integer> different = new TreeMap<>();
  private final SortedMap<String, Integer> deviating = new TreeMap<>();
  private final List<Difference> unlisted = new ArrayList<>();
  private final List<Deviation> used = new ArrayList<>();

  Parity(List<Deviation> deviations) {
    this.deviations = deviations;
  }

  void add(Comparison comparison) {
    comparison.settings().forEach((type, count) -> expected.merge(type, count, Integer::sum));
    comparison.differences().forEach(this::add);
  }

  private void add(Difference difference) {
    different.merge(difference.type(), 1, Integer::sum);
    List<Deviation> listed = deviations.stream().filter(one -> one.covers(difference)).toList();
    if (listed.isEmpty()) {
      unlisted.add(difference);
    } else {
      deviating.merge(difference.type(), 1, Integer::sum);
      used.addAll(listed);
    }
  }

  /** Differences of these types that no deviation covers. */
  List<Difference> unlisted(List<String> types) {
    return unlisted.stream().filter(one -> types.contains(one.type())).toList();
  }

  /**
   * Deviations of these types that cover something and say neither which defect nor which document
   * they follow.
   */
  List<Deviation> unfounded(List<String> types) {
    return used.stream()
        .distinct()
        .filter(one -> types.contains(one.type()) && !one.founded())
        .toList();
  }

  /** The share of all settings that are different on purpose, in percent. */
  double deviatingPercent() {
    return 100.0 * sum(deviating) / sum(expected);
  }

  /** A line for each of the types, and one for all of them together. */
  String table(List<String> types) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(Locale.ROOT, "%-28s %9s %8s %8s%n", "type", "settings", "raw", "with"));
    for (String type : types) {
      table.append(
          line(type, count(expected, type), count(different, type), count(deviating, type)));
    }
    int all = types.stream().mapToInt(type -> count(expected, type)).sum();
    int off = types.stream().mapToInt(type -> count(different, type)).sum();
    int meant = types.stream().mapToInt(type -> count(deviating, type)).sum();
    return table.append(line("all of these", all, off, meant)).toString();
  }

  private static String line(String type, int all, int off, int meant) {
    double raw = 100.0 * (all - off) / Math.max(1, all);
    double with = 100.0 * (all - off + meant) / Math.max(1, all);
    return String.format(Locale.ROOT, "%-28s %9d %7.2f%% %7.2f%%%n", type, all, raw, with);
  }

  private static int count(SortedMap<String, Integer> counts, String type) {
    return counts.getOrDefault(type, 0);
  }

  private static int sum(SortedMap<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
