package io.pgfleet.compiler.model;

import io.pgfleet.compiler.model.Facts.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which package, in which version, provides what on which operating system, for one source of
 * packages.
 *
 * @param source where the packages come from
 * @param releases a later entry never overrides an earlier one
 * @param unlisted what releases that are not in the list are taken for, by system
 */
public record Catalog(String source, List<Release> releases, SortedMap<String, Unlisted> unlisted) {

  public Catalog {
    releases = List.copyOf(releases);
    unlisted = new TreeMap<>(unlisted);
  }

  /** A catalog that serves no other releases than those in its list. */
  public Catalog(String source, List<Release> releases) {
    this(source, releases, new TreeMap<>());
  }

  /**
   * What unlisted releases of a system are taken for.
   *
   * @param from the oldest major version that is
   * @param as version of the release that stands in
   */
  public record Unlisted(int from, String as) {}

  /** A catalog that knows no operating system. */
  public static Catalog none() {
    return new Catalog("none", List.of());
  }

  /** What the source provides for that machine, empty when it serves none such. */
  public Optional<Release> release(Facts facts) {
    return listed(facts.os(), facts.arch())
        .or(() -> standIn(facts).flatMap(one -> listed(one, facts.arch())));
  }

  /** The system that a machine's is taken for; empty when it is served itself, or not at all. */
  public Optional<OperatingSystem> standIn(Facts facts) {
    OperatingSystem os = facts.os();
    Unlisted other = unlisted.get(os.redHatFamily() ? Release.RED_HAT : os.id());
    boolean serves =
        listed(os, facts.arch()).isEmpty()
            && other != null
            && os.major().matches("[0-9]{1,4}")
            && Integer.parseInt(os.major()) >= other.from();
    return serves
        ? Optional.of(new OperatingSystem(os.id(), other.as(), os.codename()))
        : Optional.empty();
  }

  private Optional<Release> listed(OperatingSystem os, String arch) {
    return releases.stream().filter(one -> one.covers(os) && one.covers(arch)).findFirst();
  }

  /**
   * What is provided for that machine.
   *
   * @throws UnprovidedException when the source does not serve it
   */
  public Release require(Facts facts) {
    OperatingSystem os = facts.os();
    return release(facts)
        .orElseThrow(
            () ->
                new UnprovidedException(
                    "no package of the source '%s' is known for '%s %s' on '%s'"
                        .formatted(source, os.id(), os.version(), facts.arch())));
  }

  /**
   * The packages of one release of an operating system.
   *
   * @param os as facts have it, or {@code el} for all of Red Hat's family
   * @param version as facts have it; of Red Hat's family the major one, since minor ones follow
   * @param arch architecture such as {@code x86_64}; empty for any
   * @param aliases what a name stands for, {@code $v} being the major version of PostgreSQL
   * @param majors the versions for which a package with {@code $v} in its name exists; one that is
   *     not in it may exist for any
   * @param homes directory above the programs of a kernel, by its mode
   * @param repositories that a node may be told to use
   */
  public record Release(
      String os,
      String version,
      String arch,
      Map<String, Program> programs,
      Map<String, List<String>> aliases,
      SortedMap<String, List<Integer>> majors,
      SortedMap<String, String> homes,
      List<PackageRepository> repositories) {

    static final String RED_HAT = "el";

    public Release {
      programs = Ordered.copy(programs);
      aliases = Ordered.copy(aliases);
      majors = new TreeMap<>(majors);
      homes = new TreeMap<>(homes);
      repositories = List.copyOf(repositories);
    }

    /** A release of which only programs and aliases are known. */
    public Release(
        String os,
        String version,
        Map<String, Program> programs,
        Map<String, List<String>> aliases) {
      this(os, version, "", programs, aliases, new TreeMap<>(), new TreeMap<>(), List.of());
    }

    boolean covers(OperatingSystem other) {
      return os.equals(RED_HAT)
          ? other.redHatFamily() && version.equals(other.major())
          : os.equals(other.id()) && version.equals(other.version());
    }

    /** The word for the system in tables of packages, such as {@code d12} or {@code el9}. */
    public String system() {
      String major = version.replaceFirst("\\..*", "");
      return os.equals(RED_HAT) ? os + major : os.charAt(0) + major;
    }

    boolean covers(String other) {
      return arch.isEmpty() || arch.equals(other);
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
            "the source of packages has none of '%s' for '%s %s'".formatted(name, os, version));
      }
      return found;
    }

    /**
     * The packages that a list of names stands for: an alias stands for its packages, any other
     * name for itself; {@code $v} becomes the major version of PostgreSQL. Names may be separated
     * by blanks or commas inside an item. Order is kept, repetitions are dropped, and so is what an
     * alias of several packages has that the version has not.
     */
    public List<String> expand(List<String> names, int major) {
      List<String> packages = new ArrayList<>();
      for (String item : names) {
        for (String name : item.trim().split("[\\s,]+")) {
          List<String> found = aliases.getOrDefault(name, List.of(name));
          found.stream()
              .filter(one -> found.size() == 1 || exists(one, major))
              .map(one -> one.replace("$v", Integer.toString(major)))
              .forEach(packages::add);
        }
      }
      return packages.stream().filter(one -> !one.isEmpty()).distinct().toList();
    }

    /** Whether some package of an alias exists for that version. */
    public boolean provides(String alias, int major) {
      return aliases.getOrDefault(alias, List.of()).stream().anyMatch(one -> exists(one, major));
    }

    private boolean exists(String pattern, int major) {
      return !majors.containsKey(pattern) || majors.get(pattern).contains(major);
    }

    /** The versions for which an alias has a package, the oldest first. */
    public List<Integer> majorsOf(String alias) {
      return aliases.getOrDefault(alias, List.of()).stream()
          .flatMap(one -> majors.getOrDefault(one, List.of()).stream())
          .distinct()
          .sorted()
          .toList();
    }

    /** The directory above the programs of a kernel; empty when this release has no such kernel. */
    public Optional<String> home(String mode, int major) {
      return Optional.ofNullable(homes.get(mode))
          .map(one -> one.replace("$v", Integer.toString(major)).replaceFirst("/$", ""));
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
