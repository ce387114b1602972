package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The applier knows files, units, commands and gates; what they are for is the compiler's. */
class NoDomainWordsTest {
  private static final Pattern WORDS =
      Pattern.compile("postgres|patroni|etcd|haproxy", Pattern.CASE_INSENSITIVE);

  @Test
  void theMainCodeNeverNamesWhatItActivates() throws IOException {
    Path main = Path.of(System.getProperty("pgfleet.root"), "applier", "src", "main");
    List<String> found = new ArrayList<>();
    int files = 0;
    try (Stream<Path> all = Files.walk(main)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        files++;
        found.addAll(found(main, file));
      }
    }

    assertEquals(List.of(), found);
    assertTrue(files > 120, "only " + files + " files were seen");
  }

  private static List<String> found(Path main, Path file) {
    List<String> found = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        if (WORDS.matcher(lines.get(i)).find()) {
          found.add(main.relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
