package io.pgfleet.compiler.diagnostic;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Diagnostics for people: one line each, then the line of the file with a caret below. */
public final class DiagnosticText {
  private static final int WIDEST = 120;

  private final Sources sources;
  private final Paint paint;

  /** Colours a word according to how bad it is. */
  public interface Paint {
    String paint(Severity severity, String text);
  }

  /** Without colours. */
  public DiagnosticText(Sources sources) {
    this(sources, (severity, text) -> text);
  }

  public DiagnosticText(Sources sources, Paint paint) {
    this.sources = sources;
    this.paint = paint;
  }

  /** All of them in their order, each ending with a newline, and how many there are of each. */
  public String render(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    diagnostics.forEach(one -> text.append(render(one)));
    return text.append(summary(diagnostics)).toString();
  }

  /** One of them, ending with a newline. */
  public String render(Diagnostic diagnostic) {
    Origin origin = diagnostic.origin();
    List<String> lines = origin.line() == 0 ? List.of() : sources.lines(origin.file());
    String head = head(diagnostic);
    if (origin.line() > lines.size() || lines.isEmpty()) {
      return head;
    }
    String line = Printable.of(Masked.line(lines, origin.line() - 1));
    int column = Math.max(0, Math.min(origin.column() - 1, line.codePointCount(0, line.length())));
    int from = column > WIDEST - 20 ? column - WIDEST / 2 : 0;
    String shown = slice(line, from);
    String number = String.format(Locale.ROOT, "%5d", origin.line());
    return head
        + (number + " | " + shown).stripTrailing()
        + "\n"
        + " ".repeat(number.length())
        + " | "
        + " ".repeat(column - from)
        + paint.paint(diagnostic.severity(), "^")
        + "\n";
  }

  private String head(Diagnostic diagnostic) {
    String word = diagnostic.severity().word() + "[" + diagnostic.code() + "]";
    String origin = diagnostic.origin() + ": ";
    String rest = diagnostic.toString().substring(origin.length() + word.length());
    return origin + paint.paint(diagnostic.severity(), word) + rest + "\n";
  }

  private static String slice(String line, int from) {
    int[] points = line.codePoints().skip(from).limit(WIDEST).toArray();
    return new String(points, 0, points.length);
  }

  private static String summary(List<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      return "";
    }
    String counts =
        List.of(Severity.values()).stream()
            .map(severity -> count(diagnostics, severity))
            .filter(one -> !one.isEmpty())
            .collect(Collectors.joining(", "));
    return counts + "\n";
  }

  private static String count(List<Diagnostic> diagnostics, Severity severity) {
    long count = diagnostics.stream().filter(one -> one.severity() == severity).count();
    String word = severity.word() + (count == 1 ? "" : "s");
    return count == 0 ? "" : count + " " + word;
  }
}
