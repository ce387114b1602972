package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report of code quality as GitLab reads it: a list of findings.
 *
 * <p>Its members are in GitLab's manual, "Code Quality report format".
 */
final class GitlabReport implements Report {
  private final FilePaths paths;
  private final Fingerprints fingerprints = new Fingerprints();
  private final List<Object> findings = new ArrayList<>();

  GitlabReport(FilePaths paths) {
    this.paths = paths;
  }

  @Override
  public void add(EnvironmentResult result) {
    Finding.of(result).forEach(one -> findings.add(finding(one)));
  }

  private Map<String, Object> finding(Diagnostic one) {
    Map<String, Object> location = new TreeMap<>();
    location.put("path", paths.inRepository(one.origin().file()));
    // a finding needs a line, also one about the whole file
    location.put("lines", Map.of("begin", Math.max(1, one.origin().line())));
    Map<String, Object> json = new TreeMap<>();
    json.put("check_name", one.code());
    json.put("description", Finding.sentence(one));
    json.put("fingerprint", fingerprints.next(one));
    json.put("location", location);
    json.put("severity", severity(one.severity()));
    return json;
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "critical";
      case WARNING -> "minor";
      case NOTICE -> "info";
    };
  }

  @Override
  public String text() {
    return new String(Json.bytes(findings), StandardCharsets.UTF_8);
  }
}
