package io.pgfleet.compiler.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A line of {@code deviations.yml}.
 *
 * @param type of the artifact, or the artifact's own name, such as {@code systemd.unit/etcd}
 * @param key of the setting as the comparison prints it, from the section on that has a fixed name;
 *     {@code file} for a file that is not made; a line of free text is called {@code line:} and its
 *     beginning
 */
record Deviation(String type, String key, String reason) {

  static List<Deviation> read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return ((List<?>) root.get("deviations")).stream().map(Deviation::of).toList();
  }

  private static Deviation of(Object line) {
    Map<?, ?> map = (Map<?, ?>) line;
    return new Deviation(
        map.get("type").toString(), map.get("key").toString(), map.get("reason").toString());
  }

  /** Whether it is about that setting. */
  boolean covers(Difference difference) {
    boolean here = type.equals(difference.type()) || type.equals(difference.artifact());
    return here && names(difference);
  }

  private boolean names(Difference difference) {
    if (key.equals("file")) {
      return difference.absent();
    }
    boolean text = difference.key().equals("line") || difference.key().equals("rule");
    return difference.isAt(key) || text && difference.text().startsWith(key + " ");
  }

  /** Whether the reason names a known defect of the reference or a document of the vendor. */
  boolean founded() {
    return reason.matches(".*\\(B[0-9]+\\).*") || reason.contains("https://");
  }
}
