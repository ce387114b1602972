package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Severity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** What the program says to people, on the stream that is not for data. */
final class Talk {
  private static final String RESET = "\u001b[0m";
  private static final int LONGEST_LINE = 160;

  private final PrintStream stream;
  private final List<Path> roots;
  private final boolean colours;

  /**
   * @param roots folders below which the files of diagnostics are looked for
   */
  Talk(PrintStream stream, List<Path> roots) {
    this.stream = stream;
    this.roots = List.copyOf(roots);
    this.colours = Ansi.AUTO.enabled();
  }

  void say(String line) {
    stream.println(line);
  }

  void error(String message) {
    stream.println(paint(Severity.ERROR, "error") + ": " + message);
  }

  /** Each on its line, then the source line with a caret below the value. */
  void show(List<Diagnostic> diagnostics) {
    for (Diagnostic one : diagnostics) {
      String word = one.severity().word() + "[" + one.code() + "]";
      stream.println(
          one.toString()
              .replaceFirst(one.severity().word() + "\\[[A-Z0-9]+]", paint(one.severity(), word)));
      source(one.origin()).ifPresent(line -> caret(line, one.origin()));
    }
    long errors = diagnostics.stream().filter(one -> one.severity() == Severity.ERROR).count();
    if (errors > 1) {
      stream.println(errors + " errors");
    }
  }

  private void caret(String line, Origin origin) {
    int column = Math.max(1, origin.column());
    if (line.length() > LONGEST_LINE || column > line.length() + 1) {
      return;
    }
    String before = line.substring(0, column - 1).replaceAll("[^\\t]", " ");
    stream.println("  " + line);
    stream.println("  " + before + paint(Severity.ERROR, "^"));
  }

  private Optional<String> source(Origin origin) {
    if (origin.line() == 0) {
      return Optional.empty();
    }
    for (Path root : roots) {
      Path file = root.resolve(origin.file());
      if (Files.isRegularFile(file)) {
        return line(file, origin.line());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> line(Path file, int number) {
    try {
      return SourceLine.of(Files.readAllLines(file, StandardCharsets.UTF_8), number);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String paint(Severity severity, String text) {
    if (!colours) {
      return text;
    }
    String colour =
        switch (severity) {
          case ERROR -> "\u001b[1;31m";
          case WARNING -> "\u001b[1;33m";
          case NOTICE -> "\u001b[1;34m";
        };
    return colour + text + RESET;
  }
}
