package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.CodePage;
import io.pgfleet.compiler.diagnostic.CodePages;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
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
    return new UsageException(
        "no diagnostic has the code '" + code + "'; did you mean '" + nearest(code) + "'?");
  }

  /** Of the same letter the nearest number, else the word that looks most alike. */
  private static String nearest(String code) {
    int number = Integer.parseInt(code.substring(1));
    List<String> known = CodePages.codes();
    return known.stream()
        .filter(one -> one.charAt(0) == code.charAt(0))
        .min(Comparator.comparingInt(one -> Math.abs(Integer.parseInt(one.substring(1)) - number)))
        .or(() -> Suggestions.nearest(code, known))
        .orElse(known.get(0));
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
