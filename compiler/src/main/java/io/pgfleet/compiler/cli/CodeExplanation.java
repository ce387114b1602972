package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.CodePage;
import io.pgfleet.compiler.diagnostic.CodePages;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What {@code compile explain CODE} prints. */
final class CodeExplanation {
  private CodeExplanation() {}

  /** The page of that code as text or JSON, ending with a newline. */
  static String of(String code, Output output) {
    CodePage page = CodePages.of(code).orElseThrow(() -> unknown(code));
    return output == Output.json ? json(page) : text(page);
  }

  private static UsageException unknown(String code) {
    String near =
        Suggestions.nearest(code, CodePages.codes())
            .map(one -> "; did you mean '" + one + "'?")
            .orElse("; codes look like 'P002'");
    return new UsageException("no diagnostic has the code '" + code + "'" + near);
  }

  private static String text(CodePage page) {
    return page.code()
        + ": "
        + page.title()
        + "\n\n"
        + page.why()
        + "\n\nWrong:\n\n"
        + page.wrong().indent(4)
        + "\nRight:\n\n"
        + page.right().indent(4);
  }

  private static String json(CodePage page) {
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", 1);
    json.put("code", page.code());
    json.put("title", page.title());
    json.put("why", page.why());
    json.put("wrong", page.wrong());
    json.put("right", page.right());
    return new String(Json.bytes(json), StandardCharsets.UTF_8);
  }
}
