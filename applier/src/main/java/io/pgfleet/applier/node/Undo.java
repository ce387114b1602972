package io.pgfleet.applier.node;

import java.time.Duration;
import java.util.List;

/**
 * What a machine does by itself if nobody disarms it in time: it puts files back as they were, and
 * makes services see them.
 *
 * @param id names it, for whoever disarms it
 * @param paths of files and links; of each the oldest state counts whose successor is not proven
 * @param withRecord whether the record goes back too
 * @param commands run after that, one after the other, whether they succeed or not
 * @param after how long the machine waits
 */
public record Undo(
    String id,
    List<String> paths,
    boolean withRecord,
    List<List<String>> commands,
    Duration after) {
  public Undo {
    paths = List.copyOf(paths);
    commands = List.copyOf(commands);
  }
}
