package io.pgfleet.applier.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How a program that a test ran ended, and what it said. */
public record Ran(int exit, String out, String err, double seconds) {

  /** Runs a program to its end, at most five minutes. */
  public static Ran of(Path folder, Map<String, String> environment, List<String> argv) {
    try {
      Path out = Files.createTempFile("ran", ".out");
      Path err = Files.createTempFile("ran", ".err");
      ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      long begin = System.nanoTime();
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            argv + " did not end in five minutes: " + Files.readString(err));
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Ran(process.exitValue(), read(out), read(err), seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.delete(file);
    return text;
  }

  @Override
  public String toString() {
    return "exit " + exit + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
  }
}
