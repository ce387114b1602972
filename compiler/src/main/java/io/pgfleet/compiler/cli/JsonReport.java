package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stable document that {@code --output json} prints. */
final class JsonReport implements Report {
  private static final int FORMAT_VERSION = 1;

  private final List<Object> environments = new ArrayList<>();

  @Override
  public void add(EnvironmentResult result) {
    Map<String, Object> json = new TreeMap<>();
    json.put("environment", result.environment());
    json.put("exitCode", result.exitCode());
    json.put("diagnostics", result.diagnostics().stream().map(JsonReport::diagnostic).toList());
    json.put("written", result.written());
    json.put("deleted", result.deleted());
    json.put("foreign", result.foreign());
    result.commit().ifPresent(commit -> json.put("commit", commit));
    environments.add(json);
  }

  static Map<String, Object> diagnostic(Diagnostic one) {
    Map<String, Object> json = new TreeMap<>();
    json.put("severity", one.severity().word());
    json.put("code", one.code());
    json.put("file", one.origin().file());
    json.put("line", one.origin().line());
    json.put("column", one.origin().column());
    json.put("message", one.message());
    json.put("remedy", one.remedy());
    return json;
  }

  @Override
  public String text() {
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", FORMAT_VERSION);
    json.put("environments", environments);
    return new String(Json.bytes(json), StandardCharsets.UTF_8);
  }
}
