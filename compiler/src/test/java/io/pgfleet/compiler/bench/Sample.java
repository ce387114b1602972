package io.pgfleet.compiler.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one whole process took, as GNU time tells it.
 *
 * @param wall seconds from start to end
 * @param cpu seconds of user and system together, of all threads
 * @param megabytes of memory that were resident at most
 */
record Sample(double wall, double cpu, double megabytes) {
  private static final Path TIME = Path.of("/usr/bin/time");

  /** Runs a command to its end; its words are shown when it fails. */
  static Sample of(Path folder, List<String> command) throws IOException, InterruptedException {
    if (!Files.isExecutable(TIME)) {
      throw new IOException("there is no " + TIME + "; install GNU time");
    }
    Path figures = Files.createTempFile("figures", ".txt");
    Path words = Files.createTempFile("words", ".txt");
    List<String> timed =
        new ArrayList<>(List.of(TIME.toString(), "-o", figures.toString(), "-f", "%e %U %S %M"));
    timed.addAll(command);
    int code =
        new ProcessBuilder(timed)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(words.toFile())
            .start()
            .waitFor();
    String said = Files.readString(words, StandardCharsets.UTF_8);
    if (code != 0) {
      throw new IOException(command + " exited with " + code + ":\n" + said);
    }
    List<String> lines = Files.readAllLines(figures, StandardCharsets.UTF_8);
    String[] parts = lines.get(lines.size() - 1).split(" ");
    Files.delete(figures);
    Files.delete(words);
    return new Sample(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]) / 1024);
  }

  /** The median of each figure; of an even number the lower one of the middle two. */
  static Sample median(List<Sample> samples) {
    return new Sample(
        middle(samples, Sample::wall),
        middle(samples, Sample::cpu),
        middle(samples, Sample::megabytes));
  }

  private static double middle(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return samples.stream()
        .sorted(Comparator.comparingDouble(figure))
        .skip((samples.size() - 1) / 2)
        .findFirst()
        .map(figure::applyAsDouble)
        .orElseThrow();
  }
}
