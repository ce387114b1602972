package io.pgfleet.compiler.review;

import java.util.List;
import java.util.SortedMap;

/** A blast radius for a terminal. */
public final class PlainReport {
  private PlainReport() {}

  /** Hosts and files, operations that mean something else now, then the steps in order. */
  public static String of(String environment, BlastRadius radius) {
    StringBuilder text = new StringBuilder();
    if (radius.isEmpty()) {
      return text.append(environment).append(": no difference\n").toString();
    }
    text.append(environment).append(": ").append(Markdown.hosts(radius.hosts().size()));
    text.append(", ").append(Markdown.counts(radius)).append('\n');
    owners(text, radius.hosts());
    owners(text, radius.groups());
    if (!radius.first()) {
      owners(text, radius.operations());
    }
    if (radius.first()) {
      text.append("\nthere was no tree before: every step runs\n");
    }
    String phase = "";
    for (Effect effect : radius.effects()) {
      if (!effect.phase().equals(phase)) {
        phase = effect.phase();
        text.append('\n').append(phase).append('\n');
      }
      text.append("  ").append(effect.verb()).append(' ').append(effect.object());
      text.append("  (").append(String.join(", ", effect.nodes())).append(")\n");
    }
    return text.toString();
  }

  private static void owners(StringBuilder text, SortedMap<String, List<Change>> owners) {
    owners.forEach(
        (owner, changes) -> {
          text.append('\n').append(owner).append('\n');
          changes.forEach(change -> text.append("  ").append(change).append('\n'));
        });
  }
}
