package io.pgfleet.compiler.last;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything that decides what a run does.
 *
 * @param inputs folders and files that it reads, the program among them; none that is missing is an
 *     error
 * @param tree the folder that it publishes
 */
public record Watched(List<Path> inputs, Path tree) {
  public Watched {
    inputs = List.copyOf(inputs);
  }
}
