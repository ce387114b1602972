package io.pgfleet.applier.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** The controller's copy of a run's journal: one JSON object a line. */
public final class RunFile implements Consumer<Event> {
  private final String run;
  private final Path file;

  /**
   * @param folder of the environment's runs; made when it is missing
   */
  public RunFile(Path folder, String run) {
    this.run = run;
    this.file = folder.resolve(run + ".jsonl");
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot keep the run's journal in " + folder, failed);
    }
  }

  @Override
  public void accept(Event event) {
    byte[] line = (event.line(run) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write the run's journal " + file, failed);
    }
  }
}
