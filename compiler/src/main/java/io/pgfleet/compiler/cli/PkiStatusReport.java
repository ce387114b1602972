package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.pki.CertificateState.Gravity;
import io.pgfleet.compiler.pki.CertificateStatus;
import io.pgfleet.compiler.pki.CertificateStatus.Bearer;
import io.pgfleet.compiler.pki.CertificateStatus.Line;
import io.pgfleet.compiler.pki.RotationStage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The status of certificates as a table for people and as a document. */
final class PkiStatusReport {
  private static final String ROW = "%-28s %-15s %-10s %7s  %-9s %s";

  private final CertificateStatus status;
  private final Instant at;

  PkiStatusReport(CertificateStatus status, Instant at) {
    this.status = status;
    this.at = at;
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(row("CERTIFICATE", "STATE", "UNTIL", "DAYS", "KEY", "ON"));
    for (Line line : status.lines()) {
      String until = line.until().map(PkiStatusReport::day).orElse("-");
      String days = line.until().map(end -> Long.toString(days(end))).orElse("-");
      lines.add(row(line.name(), line.state().word(), until, days, line.key(), where(line)));
    }
    status.lines().stream()
        .filter(line -> !line.reason().isEmpty())
        .forEach(line -> lines.add(line.name() + " " + line.reason()));
    return lines;
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells).stripTrailing();
  }

  private static String where(Line line) {
    if (line.bearer() == Bearer.AUTHORITY) {
      return "every node";
    }
    return line.bearer() == Bearer.PERSON ? "(a person)" : String.join(", ", line.hosts());
  }

  String summary() {
    long invalid = count(Gravity.INVALID);
    long due = count(Gravity.DUE);
    String found =
        invalid + due == 0
            ? "all certificates are well"
            : invalid + " invalid, " + due + " due; see 'compile pki issue' and 'renew'";
    RotationStage stage = status.stage();
    return stage == RotationStage.NONE
        ? found
        : found + "; phase " + stage.phase() + " of 3: " + stage.now() + "; next: " + stage.next();
  }

  private long count(Gravity gravity) {
    return status.lines().stream().filter(line -> line.state().gravity() == gravity).count();
  }

  Map<String, Object> json() {
    Map<String, Object> rotation = new TreeMap<>();
    rotation.put("phase", status.stage().phase());
    rotation.put("next", status.stage().next());
    Map<String, Object> json = new TreeMap<>();
    json.put("at", at.toString());
    json.put("certificates", status.lines().stream().map(this::json).toList());
    json.put("rotation", rotation);
    return json;
  }

  private Map<String, Object> json(Line line) {
    Map<String, Object> json = new TreeMap<>();
    json.put("name", line.name());
    json.put("bearer", line.bearer().name().toLowerCase(Locale.ROOT));
    json.put("hosts", line.hosts());
    json.put("subjectAltNames", line.names());
    json.put("key", line.key());
    json.put("state", line.state().word());
    json.put("reason", line.reason());
    line.from().ifPresent(from -> json.put("notBefore", from.toString()));
    line.until().ifPresent(end -> json.put("notAfter", end.toString()));
    line.until().ifPresent(end -> json.put("daysLeft", days(end)));
    return json;
  }

  private long days(Instant end) {
    return Duration.between(at, end).toDays();
  }

  private static String day(Instant end) {
    return end.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
