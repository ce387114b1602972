package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Catalog.Release;
import io.pgfleet.compiler.model.Extensions;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgInstall;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Extensions exist where they are asked for: as packages of the node's system and the server's
 * version, and with the library that they need.
 */
final class ExtensionRules {
  private static final String MISSING = "F063";
  private static final String NOT_INSTALLED = "F064";
  private static final String NOT_LOADED = "F065";

  private final PgInstance instance;
  private final Scope scope;
  private final Release release;
  private final Extensions extensions;
  private final Diagnostics diagnostics;
  private final int major;
  private final List<String> installed;

  ExtensionRules(
      PgInstance instance, Scope scope, ServerKnowledge knowledge, Diagnostics diagnostics) {
    this.instance = instance;
    this.scope = scope;
    this.release = knowledge.release();
    this.extensions = knowledge.extensions();
    this.diagnostics = diagnostics;
    PgInstall install = instance.parameters().install();
    this.major = install.pgVersion();
    this.installed =
        release.expand(
            Stream.of(install.pgPackages(), install.pgExtensions()).flatMap(List::stream).toList(),
            major);
  }

  void check() {
    String mode = instance.parameters().identity().pgMode();
    if (!release.homes().isEmpty() && release.home(mode, major).isEmpty()) {
      diagnostics.error(
          MISSING,
          Items.origin(scope, "pg_mode"),
          "%s has no kernel '%s'".formatted(system(), mode),
          "use one of " + String.join(", ", release.homes().keySet()));
    }
    packages("pg_packages", instance.parameters().install().pgPackages());
    packages("pg_extensions", instance.parameters().install().pgExtensions());
    boolean follows = instance.parameters().identity().pgUpstream().isPresent();
    if (SettingRules.PLAIN.contains(mode) && !follows) {
      databases(instance.parameters().business().pgDatabases());
    }
  }

  private void packages(String parameter, List<String> items) {
    for (int i = 0; i < items.size(); i++) {
      Origin origin = Items.origin(scope, parameter, i);
      for (String name : items.get(i).trim().split("[\\s,]+")) {
        if (release.aliases().containsKey(name)) {
          provided(name, name, origin);
        } else if (parameter.equals("pg_extensions") && !literal(name)) {
          unknown(name, origin);
        }
      }
    }
  }

  /** A name with a version in it is taken for that of a package. */
  private static boolean literal(String name) {
    return name.isEmpty() || name.contains("$v") || name.matches(".*(^|[^0-9])1[3-9]([^0-9].*|$)");
  }

  private void provided(String name, String alias, Origin origin) {
    boolean nothing = release.aliases().get(alias).isEmpty();
    if (!nothing && !release.provides(alias, major)) {
      diagnostics.error(
          MISSING,
          origin,
          "%s has no '%s' for PostgreSQL %d".formatted(system(), name, major),
          nearestMajor(release.majorsOf(alias)));
    }
  }

  private String nearestMajor(List<Integer> majors) {
    return majors.stream()
        .min(Comparator.comparingInt(one -> Math.abs(one - major)))
        .map(one -> "the nearest that has it is PostgreSQL " + one)
        .orElse("remove it");
  }

  private void unknown(String name, Origin origin) {
    TreeSet<String> known = new TreeSet<>(release.aliases().keySet());
    known.removeIf(one -> !release.provides(one, major));
    diagnostics.error(
        MISSING,
        origin,
        "%s has no '%s' for PostgreSQL %d".formatted(system(), name, major),
        Suggestions.nearest(name, known)
            .map(one -> "did you mean '" + one + "'?")
            .orElse("remove it, or write the name of a package with its version"));
  }

  private void databases(List<PgDatabase> databases) {
    for (int i = 0; i < databases.size(); i++) {
      for (int j = 0; j < databases.get(i).extensions().size(); j++) {
        var extension = databases.get(i).extensions().get(j);
        if (extension.state().equals("create")) {
          created(extension.name(), Items.origin(scope, "pg_databases", i, "extensions", j));
        }
      }
    }
  }

  private void created(String name, Origin origin) {
    Extensions.Extension known = extensions.of(name);
    if (known.ofTheServer()) {
      ofTheServer(name, known, origin);
    } else if (release.aliases().containsKey(known.alias())) {
      provided(name, known.alias(), origin);
      if (release.provides(known.alias(), major)) {
        installed(name, known.alias(), origin);
      }
    } else if (ownPackages()) {
      return;
    } else {
      unknown(name, origin);
    }
    known.library().ifPresent(library -> loaded(name, library, origin));
  }

  /** Who installs packages of their own knows what is in them. */
  private boolean ownPackages() {
    PgInstall install = instance.parameters().install();
    return Stream.of(install.pgPackages(), install.pgExtensions())
        .flatMap(List::stream)
        .flatMap(item -> Arrays.stream(item.trim().split("[\\s,]+")))
        .anyMatch(name -> !name.isEmpty() && !release.aliases().containsKey(name));
  }

  private void ofTheServer(String name, Extensions.Extension known, Origin origin) {
    if (!known.majors().contains(major)) {
      diagnostics.error(
          MISSING,
          origin,
          "PostgreSQL %d comes without '%s'".formatted(major, name),
          nearestMajor(known.majors()));
    }
  }

  private void installed(String name, String alias, Origin origin) {
    if (!installed.containsAll(release.expand(List.of(alias), major))) {
      diagnostics.warning(
          NOT_INSTALLED,
          origin,
          "extension '" + name + "' is not among the packages of its cluster",
          "add '" + alias + "' to pg_extensions");
    }
  }

  private void loaded(String name, String library, Origin origin) {
    List<String> loaded =
        Arrays.stream(instance.parameters().bootstrap().pgLibs().split(","))
            .map(one -> one.trim().replaceFirst("^\\$libdir/", ""))
            .toList();
    boolean byPatroni =
        library.equals("citus") && instance.parameters().identity().pgMode().equals("citus");
    if (!loaded.contains(library) && !byPatroni) {
      diagnostics.error(
          NOT_LOADED,
          origin,
          "extension '%s' works only when the library '%s' is preloaded".formatted(name, library),
          "set pg_libs to '" + list(library) + "'");
    }
  }

  private String list(String library) {
    String others = instance.parameters().bootstrap().pgLibs();
    if (others.isBlank()) {
      return library;
    }
    boolean first = library.equals("citus") || library.equals("timescaledb");
    return first ? library + ", " + others : others + ", " + library;
  }

  private String system() {
    return release.os() + " " + release.version();
  }
}
