package io.pgfleet.applier.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A protection of the program that is taken away, to see that its case notices.
 *
 * @param file a class or a script part below the applier's root package, such as {@code
 *     node/place.sh}
 * @param from what protects
 * @param to what stands in its place
 */
record Mutation(String file, String from, String to) {
  private static final String ROOM = "io/pgfleet/applier/";

  static Mutation in(String file, String from, String to) {
    return new Mutation(file, from, to);
  }

  private Path source() {
    String kind = file.endsWith(".java") ? "java" : "resources";
    Path main = Path.of(System.getProperty("pgfleet.root"), "applier/src/main", kind);
    return main.resolve(ROOM + file);
  }

  private String text() {
    try {
      return Files.readString(source());
    } catch (IOException absent) {
      throw new UncheckedIOException(absent);
    }
  }

  /** Whether the program still has what is taken away. */
  boolean fits() {
    return text().contains(from);
  }

  /** Writes the changed part into a folder that stands first on a class path. */
  void into(Path folder) {
    Path target = folder.resolve(ROOM + file);
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(target, text().replace(from, to));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    if (file.endsWith(".java")) {
      compile(target, folder);
    }
  }

  private static void compile(Path source, Path folder) {
    List<String> words =
        List.of(
            "--release",
            "17",
            "-nowarn",
            "-proc:none",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            source.toString());
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("the mutation does not compile: " + source + File.separator);
    }
  }

  @Override
  public String toString() {
    return file + ": " + one(from) + " -> " + one(to);
  }

  private static String one(String text) {
    return text.isEmpty() ? "(nothing)" : text.replaceAll("\\s+", " ").strip();
  }
}
