package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Inventory;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The schema's versions on disk; an inventory says which one it speaks. */
public final class Schemas {
  private static final Pattern VERSION = Pattern.compile("(v[0-9]+\\.[0-9]+)(\\..*)?");

  /** Anything else is refused as a value of the parameter. */
  private static final String WELL_FORMED = "v[0-9]+\\.[0-9]+\\.[0-9]+.*";

  private static final String NEWEST = "v4.0";

  private final Path directory;

  /** The folder {@code schema/} of the checkout. */
  public Schemas(Path directory) {
    this.directory = directory;
  }

  /** The vocabulary of the newest version. */
  public Vocabulary newest() {
    return Vocabulary.read(directory.resolve(NEWEST));
  }

  /** The vocabulary that {@code version} in {@code all.vars} names; an unknown one is reported. */
  public Vocabulary of(Inventory inventory, Diagnostics diagnostics) {
    Setting setting = inventory.all().settings().get("version");
    if (setting == null) {
      return Vocabulary.read(directory.resolve(NEWEST));
    }
    String written = text(setting.value());
    Matcher matcher = VERSION.matcher(written);
    List<String> known = known();
    if (matcher.matches() && known.contains(matcher.group(1))) {
      return Vocabulary.read(directory.resolve(matcher.group(1)));
    }
    if (written.matches(WELL_FORMED)) {
      unknown(written, setting.value().origin(), known, diagnostics);
    }
    return Vocabulary.read(directory.resolve(NEWEST));
  }

  private static void unknown(
      String written, Origin origin, List<String> known, Diagnostics diagnostics) {
    boolean older = written.matches("v?[0-3](\\..*)?");
    String remedy =
        older
            ? "write '" + NEWEST + ".0': each parameter that has changed since is then named"
            : Suggestions.nearest(written, known.stream().map(one -> one + ".0").toList())
                .map(one -> "did you mean '" + one + "'?")
                .orElse("write '" + NEWEST + ".0'");
    diagnostics.error(
        "P001",
        origin,
        "version '" + written + "' is not known; known are " + String.join(", ", known),
        remedy);
  }

  private List<String> known() {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(one -> Files.isDirectory(one.resolve("params")))
          .map(one -> one.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't list " + directory, e);
    }
  }

  private static String text(Value value) {
    return value instanceof Value.Scalar scalar
        ? Optional.of(scalar.text()).filter(one -> !one.isEmpty()).orElse("(empty)")
        : value.kind();
  }
}
