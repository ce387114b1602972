package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.Facts.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which package, in which version, provides what on which operating system, for one source of
 * packages.
 *
 * @param source where the packages come from
 * @param releases a later entry never overrides an earlier one
 */
public record Catalog(String source, List<Release> releases) {

  public Catalog {
    releases = List.copyOf(releases);
  }

  /** A catalog that knows no operating system. */
  public static Catalog none() {
    return new Catalog("none", List.of());
  }

  /** What the source provides for that operating system, empty when it serves none such. */
  public Optional<Release> release(OperatingSystem os) {
    return releases.stream().filter(one -> one.covers(os)).findFirst();
  }

  /**
   * What is provided for that operating system.
   *
   * @throws UnprovidedException when the source does not serve it
   */
  public Release require(OperatingSystem os) {
    return release(os)
        .orElseThrow(
            () ->
                new UnprovidedException(
                    "no package of the source '%s' is known for '%s %s'"
                        .formatted(source, os.id(), os.version())));
  }

  /** The packages of one release of an operating system. */
  public record Release(
      String os, String version, Map<String, Program> programs, Map<String, List<String>> aliases) {

    public Release {
      programs = Ordered.copy(programs);
      aliases = Ordered.copy(aliases);
    }

    boolean covers(OperatingSystem other) {
      return os.equals(other.id()) && version.equals(other.version());
    }

    /** Whether the program can be had at all. */
    public boolean provides(String program) {
      return programs.containsKey(program);
    }

    /**
     * The program's version and packages.
     *
     * @throws UnprovidedException when the release does not have it
     */
    public Program program(String name) {
      Program found = programs.get(name);
      if (found == null) {
        throw new UnprovidedException(
            "'%s %s' has no package for '%s'".formatted(os, version, name));
      }
      return found;
    }

    /**
     * The packages that a list of names stands for: an alias stands for its packages, any other
     * name for itself; {@code $v} becomes the major version of PostgreSQL. Names may be separated
     * by blanks or commas inside an item. Order is kept, repetitions are dropped.
     */
    public List<String> expand(List<String> names, int major) {
      List<String> packages = new ArrayList<>();
      for (String item : names) {
        for (String name : item.trim().split("[\\s,]+")) {
          aliases.getOrDefault(name, List.of(name)).stream()
              .map(one -> one.replace("$v", Integer.toString(major)))
              .forEach(packages::add);
        }
      }
      return packages.stream().filter(one -> !one.isEmpty()).distinct().toList();
    }
  }

  /** A program as packages provide it. */
  public record Program(Version version, List<String> packages) {
    public Program {
      packages = List.copyOf(packages);
    }
  }

  /** The source of packages does not have what the inventory asks for. */
  public static final class UnprovidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnprovidedException(String message) {
      super(message);
    }
  }
}
