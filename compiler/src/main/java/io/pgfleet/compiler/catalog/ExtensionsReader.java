package io.pgfleet.compiler.catalog;

import io.pgfleet.compiler.model.Extensions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code extensions.tsv} of a schema version. */
public final class ExtensionsReader {
  private ExtensionsReader() {}

  /**
   * What is known of extensions.
   *
   * @param schema directory of one schema version, such as {@code schema/v4.0}
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is not of the expected shape
   */
  public static Extensions read(Path schema) {
    Path file = schema.resolve("extensions.tsv");
    SortedMap<String, Extensions.Extension> known = new TreeMap<>();
    try {
      for (List<String> line : TableFile.read(file, 4)) {
        Optional<String> library = Optional.of(line.get(3)).filter(one -> !one.isEmpty());
        List<Integer> majors = TableFile.majors(line.get(2));
        known.put(line.get(0), new Extensions.Extension(line.get(1), majors, library));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + file + " but failed", e);
    }
    return new Extensions(known);
  }
}
