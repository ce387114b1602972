package io.pgfleet.compiler.diagnostic;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Diagnostics for programs: one JSON document. */
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /**
   * An object with {@code formatVersion} and the list {@code diagnostics} in the given order; line
   * and column are 0 when a whole file is meant.
   */
  public static String render(List<Diagnostic> diagnostics) {
    String items =
        diagnostics.stream().map(DiagnosticJson::item).collect(Collectors.joining(",\n"));
    String list = items.isEmpty() ? "[]" : "[\n" + items + "\n  ]";
    return "{\n  \"formatVersion\": 1,\n  \"diagnostics\": " + list + "\n}\n";
  }

  private static String item(Diagnostic one) {
    return "    {\"code\": "
        + quote(one.code())
        + ", \"column\": "
        + one.origin().column()
        + ", \"file\": "
        + quote(one.origin().file())
        + ", \"line\": "
        + one.origin().line()
        + ", \"message\": "
        + quote(one.message())
        + ", \"remedy\": "
        + quote(one.remedy())
        + ", \"severity\": "
        + quote(one.severity().word())
        + "}";
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(one -> quoted.append(escaped((char) one)));
    return quoted.append('"').toString();
  }

  private static String escaped(char one) {
    if (one == '"' || one == '\\') {
      return "\\" + one;
    }
    boolean plain = one >= ' ' && !Character.isSurrogate(one) && one != 0x7f;
    return plain ? String.valueOf(one) : String.format(Locale.ROOT, "\\u%04x", (int) one);
  }
}
