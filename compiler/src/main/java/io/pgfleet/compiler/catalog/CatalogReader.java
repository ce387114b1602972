package io.pgfleet.compiler.catalog;

import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads {@code packages/<source>.yml} of a schema version. */
public final class CatalogReader {
  private static final List<String> ARCHITECTURES = List.of("x86_64", "aarch64");

  private CatalogReader() {}

  /**
   * The catalog of a source of packages.
   *
   * @param schema directory of one schema version, such as {@code schema/v4.0}
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is not of the expected shape
   */
  public static Catalog read(Path schema, PackageSource source) {
    String name = source.name().toLowerCase(Locale.ROOT);
    Path file = schema.resolve("packages").resolve(name + ".yml");
    try {
      return catalog(name, Files.readString(file, StandardCharsets.UTF_8), schema);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + file + " but failed", e);
    } catch (ClassCastException | NullPointerException | NumberFormatException e) {
      throw new IllegalArgumentException(file + " is not a catalog of packages", e);
    }
  }

  private static Catalog catalog(String name, String text, Path schema) throws IOException {
    Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    List<?> releases = (List<?>) root.get("releases");
    PackageNames names = new PackageNames(schema, name);
    List<Catalog.Release> all = new ArrayList<>();
    for (Object one : releases) {
      Catalog.Release release = release((Map<?, ?>) one);
      ARCHITECTURES.forEach(arch -> all.add(named(release, arch, names)));
    }
    return new Catalog(name, all, unlisted(root.get("unlisted")));
  }

  /** With what the tables of names say about that system. */
  private static Catalog.Release named(Catalog.Release release, String arch, PackageNames names) {
    PackageNames.Here here = names.on(release.system(), arch, release.aliases());
    return new Catalog.Release(
        release.os(),
        release.version(),
        arch,
        release.programs(),
        here.aliases(),
        here.majors(),
        here.homes(),
        names.repositories(release.system(), arch));
  }

  private static SortedMap<String, Catalog.Unlisted> unlisted(Object map) {
    SortedMap<String, Catalog.Unlisted> unlisted = new TreeMap<>();
    if (map != null) {
      ((Map<?, ?>) map).forEach((os, one) -> unlisted.put((String) os, unlisted((Map<?, ?>) one)));
    }
    return unlisted;
  }

  private static Catalog.Unlisted unlisted(Map<?, ?> map) {
    return new Catalog.Unlisted((Integer) map.get("from"), (String) map.get("as"));
  }

  private static Catalog.Release release(Map<?, ?> map) {
    Map<String, Catalog.Program> programs = new LinkedHashMap<>();
    ((Map<?, ?>) map.get("programs"))
        .forEach((name, program) -> programs.put((String) name, program((Map<?, ?>) program)));
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    ((Map<?, ?>) map.get("aliases"))
        .forEach((name, packages) -> aliases.put((String) name, words(packages)));
    return new Catalog.Release(
        (String) map.get("os"), (String) map.get("version"), programs, aliases);
  }

  private static Catalog.Program program(Map<?, ?> map) {
    return new Catalog.Program(Version.of((String) map.get("version")), words(map.get("packages")));
  }

  private static List<String> words(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }
}
