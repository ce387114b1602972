package io.pgfleet.applier.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines owned inside a file that others write too, between two markers. */
final class BlockText {
  private BlockText() {}

  static String begin(String id) {
    return "# BEGIN pgfleet " + id;
  }

  static String end(String id) {
    return "# END pgfleet " + id;
  }

  /**
   * The lines of a block, each with its line feed; nothing when the file has no such block.
   *
   * @throws NodeException when it begins and does not end
   */
  static Optional<String> lines(String text, String id) {
    StringBuilder lines = new StringBuilder();
    boolean inside = false;
    for (String line : split(text)) {
      if (inside && line.equals(end(id))) {
        return Optional.of(lines.toString());
      }
      if (inside) {
        lines.append(line).append('\n');
      }
      inside = inside || line.equals(begin(id));
    }
    if (inside) {
      throw new NodeException("block '" + id + "' has no end marker; add '" + end(id) + "'");
    }
    return Optional.empty();
  }

  /** The file with the block put in its place, or at the end; no lines take it away. */
  static String with(String text, String id, Optional<String> lines) {
    List<String> kept = new ArrayList<>();
    boolean inside = false;
    boolean written = lines.isEmpty();
    for (String line : split(text)) {
      if (line.equals(begin(id))) {
        inside = true;
        if (!written) {
          add(kept, id, lines.get());
          written = true;
        }
      }
      if (!inside) {
        kept.add(line);
      }
      inside = inside && !line.equals(end(id));
    }
    if (!written) {
      add(kept, id, lines.get());
    }
    return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
  }

  private static void add(List<String> kept, String id, String lines) {
    kept.add(begin(id));
    kept.addAll(split(lines));
    kept.add(end(id));
  }

  private static List<String> split(String text) {
    return text.isEmpty() ? List.of() : text.lines().toList();
  }
}
