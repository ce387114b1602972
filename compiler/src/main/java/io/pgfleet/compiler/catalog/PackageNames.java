package io.pgfleet.compiler.catalog;

import io.pgfleet.compiler.model.PackageRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What names of packages stand for, of one source: reads {@code packages/<source>-aliases.tsv},
 * {@code packages/<source>-extensions.tsv}, {@code packages/<source>-repositories.tsv} and {@code
 * kernels.tsv} of a schema version.
 */
final class PackageNames {
  private static final List<Integer> MAJORS = List.of(13, 14, 15, 16, 17, 18);

  private static final List<String> REGIONS = List.of("default", "china", "europe");

  /**
   * What {@code pgsql-main} and its kin are for the chosen version, {@code pg17-main} is for 17.
   */
  private static final List<String> COMMON =
      List.of("mini", "core", "full", "main", "client", "server", "devel", "basic");

  private final List<List<String>> aliases;
  private final List<List<String>> extensions;
  private final List<List<String>> kernels;
  private final List<List<String>> names;
  private final List<List<String>> repositories;

  PackageNames(Path schema, String source) throws IOException {
    Path packages = schema.resolve("packages");
    aliases = TableFile.read(packages.resolve(source + "-aliases.tsv"), 3);
    extensions = TableFile.read(packages.resolve(source + "-extensions.tsv"), 4);
    repositories = TableFile.read(packages.resolve(source + "-repositories.tsv"), 7);
    kernels = TableFile.read(schema.resolve("kernels.tsv"), 3);
    names = TableFile.read(schema.resolve("extensions.tsv"), 4);
  }

  /** One machine's view of them. */
  record Here(
      Map<String, List<String>> aliases,
      SortedMap<String, List<Integer>> majors,
      SortedMap<String, String> homes) {}

  /**
   * What holds on one system and architecture.
   *
   * @param first aliases that are stronger than those of the files
   */
  Here on(String system, String arch, Map<String, List<String>> first) {
    Map<String, List<String>> known = new LinkedHashMap<>(first);
    for (List<String> line : aliases) {
      if (covers(line.get(1), system, arch)) {
        known.putIfAbsent(line.get(0), words(line.get(2)));
      }
    }
    SortedMap<String, List<Integer>> majors = new TreeMap<>();
    for (List<String> line : extensions) {
      if (covers(line.get(2), system, arch)) {
        category(line, known, majors);
      }
    }
    common(known);
    for (List<String> line : names) {
      String alias = line.get(1).equals("server") ? "postgresql" : line.get(1);
      if (known.containsKey(alias)) {
        known.putIfAbsent(line.get(0), known.get(alias));
      }
    }
    return new Here(known, majors, homes(system, arch));
  }

  /** The repositories that one system and architecture can use. */
  List<PackageRepository> repositories(String system, String arch) {
    List<PackageRepository> here = new ArrayList<>();
    for (List<String> line : repositories) {
      if (covers(line.get(2), system, arch)) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int region = 0; region < REGIONS.size(); region++) {
          String address = line.get(3 + region);
          if (!address.isEmpty()) {
            addresses.put(REGIONS.get(region), address);
          }
        }
        here.add(PackageRepository.of(line.get(0), line.get(1), addresses, line.get(6)));
      }
    }
    return here;
  }

  private static void category(
      List<String> line, Map<String, List<String>> known, SortedMap<String, List<Integer>> majors) {
    String pattern = line.get(1);
    List<Integer> versions = TableFile.majors(line.get(3));
    List<Integer> all = majors.computeIfAbsent(pattern, one -> new ArrayList<>());
    versions.stream().filter(one -> !all.contains(one)).forEach(all::add);
    for (int major : versions) {
      known
          .computeIfAbsent("pg" + major + "-" + line.get(0), one -> new ArrayList<>())
          .add(pattern.replace("$v", Integer.toString(major)));
    }
  }

  private static void common(Map<String, List<String>> known) {
    for (String kind : COMMON) {
      List<String> packages = known.getOrDefault("pgsql-" + kind, List.of());
      for (int major : packages.isEmpty() ? List.<Integer>of() : MAJORS) {
        known.putIfAbsent(
            "pg" + major + "-" + kind,
            packages.stream().map(one -> one.replace("$v", Integer.toString(major))).toList());
      }
    }
  }

  private SortedMap<String, String> homes(String system, String arch) {
    SortedMap<String, String> homes = new TreeMap<>();
    for (List<String> line : kernels) {
      if (covers(line.get(1), system, arch)) {
        homes.put(line.get(0), line.get(2));
      }
    }
    return homes;
  }

  private static boolean covers(String where, String system, String arch) {
    List<String> places = Arrays.asList(where.split(","));
    return places.contains(system) || places.contains(system + "/" + arch);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
