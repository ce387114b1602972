package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.DiagnosticText;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.diagnostic.Sources;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** What the program says to people, on the stream that is not for data. */
final class Talk {
  private static final String RESET = "\u001b[0m";

  private final PrintStream stream;
  private final Sources sources;
  private final boolean colours;

  /**
   * @param roots folders below which the files of diagnostics are looked for
   */
  Talk(PrintStream stream, List<Path> roots) {
    this.stream = stream;
    this.sources = new Sources(roots);
    this.colours = Ansi.AUTO.enabled();
  }

  void say(String line) {
    stream.println(line);
  }

  void error(String message) {
    stream.println(paint(Severity.ERROR, "error") + ": " + message);
  }

  /** Each on its line, then the source line with a caret below the value; then how many. */
  void show(List<Diagnostic> diagnostics) {
    stream.print(new DiagnosticText(sources, this::paint).render(diagnostics));
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
