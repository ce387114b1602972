package io.pgfleet.compiler.review;

import java.util.List;

/**
 * A step that becomes due.
 *
 * @param verb start, stop, restart, reload, or the step's kind
 * @param object the unit, or the step's title
 * @param nodes hosts on which it may run
 */
public record Effect(String phase, String verb, String object, List<String> nodes) {
  public Effect {
    nodes = List.copyOf(nodes);
  }

  /** Whether clients may notice. */
  public boolean disturbs() {
    return verb.equals("restart") || verb.equals("stop");
  }
}
