package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.CodePage;
import io.pgfleet.compiler.diagnostic.CodePages;
import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A log of one run in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS). */
final class SarifReport implements Report {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private final FilePaths paths;
  private final Fingerprints fingerprints = new Fingerprints();
  private final List<Diagnostic> findings = new ArrayList<>();
  private int exitCode = Exit.DONE;

  SarifReport(FilePaths paths) {
    this.paths = paths;
  }

  @Override
  public void add(EnvironmentResult result) {
    findings.addAll(Finding.of(result));
    exitCode = Math.max(exitCode, result.exitCode());
  }

  @Override
  public String text() {
    List<String> codes =
        List.copyOf(new TreeSet<>(findings.stream().map(Diagnostic::code).toList()));
    Map<String, Object> run = new TreeMap<>();
    run.put("tool", Map.of("driver", driver(codes)));
    // GitHub's name for the root of the checkout
    run.put("originalUriBaseIds", Map.of("%SRCROOT%", Map.of("description", text("the checkout"))));
    run.put("columnKind", "unicodeCodePoints");
    run.put("invocations", List.of(invocation()));
    run.put("results", findings.stream().map(one -> result(one, codes)).toList());
    Map<String, Object> log = new TreeMap<>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return new String(Json.bytes(log), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> driver(List<String> codes) {
    Map<String, Object> driver = new TreeMap<>();
    driver.put("name", "pgfleet");
    driver.put("version", Version.number());
    driver.put("rules", codes.stream().map(SarifReport::rule).toList());
    return driver;
  }

  private static Map<String, Object> rule(String code) {
    Map<String, Object> rule = new TreeMap<>();
    rule.put("id", code);
    CodePages.of(code).ifPresent(page -> describe(page, rule));
    return rule;
  }

  private static void describe(CodePage page, Map<String, Object> rule) {
    String why = page.why().replace('\n', ' ');
    rule.put("shortDescription", text(page.title()));
    rule.put("fullDescription", text(why));
    Map<String, Object> help = text(why + "\n\nRight:\n\n" + page.right().indent(4));
    help.put("markdown", page.why() + "\n\n```yaml\n" + page.right() + "\n```\n");
    rule.put("help", help);
  }

  private Map<String, Object> invocation() {
    Map<String, Object> invocation = new TreeMap<>();
    invocation.put("executionSuccessful", true);
    invocation.put("exitCode", exitCode);
    return invocation;
  }

  private Map<String, Object> result(Diagnostic one, List<String> codes) {
    Map<String, Object> result = new TreeMap<>();
    result.put("ruleId", one.code());
    result.put("ruleIndex", codes.indexOf(one.code()));
    result.put("level", level(one.severity()));
    result.put("message", text(Finding.sentence(one)));
    result.put("locations", List.of(Map.of("physicalLocation", location(one.origin()))));
    result.put("partialFingerprints", Map.of("message/v1", fingerprints.next(one)));
    return result;
  }

  private Map<String, Object> location(Origin origin) {
    Map<String, Object> file = new TreeMap<>();
    file.put("uri", paths.uri(origin.file()));
    file.put("uriBaseId", "%SRCROOT%");
    Map<String, Object> location = new TreeMap<>();
    location.put("artifactLocation", file);
    if (origin.line() > 0) {
      Map<String, Object> region = new TreeMap<>();
      region.put("startLine", origin.line());
      region.put("startColumn", Math.max(1, origin.column()));
      location.put("region", region);
    }
    return location;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTICE -> "note";
    };
  }

  private static Map<String, Object> text(String text) {
    Map<String, Object> message = new TreeMap<>();
    message.put("text", text);
    return message;
  }
}
