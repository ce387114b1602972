package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.certificates.Certificates;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.pki.CertificateDesk;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every sub-command on certificates wants to know. */
final class PkiOptions {
  private static final int FORMAT_VERSION = 1;

  @Mixin private SecretsOptions where;

  @Option(names = "--output", paramLabel = "text|json", description = "How to print results.")
  private Output output = Output.text;

  Workspace workspace() {
    return where.workspace();
  }

  String name() {
    return where.name();
  }

  boolean json() {
    return output == Output.json;
  }

  /** Certificates to be looked at. */
  CertificateDesk look() {
    return certificates().look(name());
  }

  /** Certificates to be changed; outside of demos this opens the sealed secrets. */
  Certificates.Opened open() {
    return certificates().open(name(), where::book);
  }

  private Certificates certificates() {
    return new Certificates(workspace(), Clock.systemUTC(), new Diagnostics());
  }

  void say(String line) {
    new Talk(System.err, List.of()).say(line);
  }

  /** Prints a document with the format's version and the environment. */
  void print(Map<String, Object> content) {
    Map<String, Object> json = new TreeMap<>(content);
    json.put("formatVersion", FORMAT_VERSION);
    json.put("environment", name());
    System.out.print(new String(Json.bytes(json), StandardCharsets.UTF_8));
  }

  /** Tells which certificates were written, and what comes after that. */
  int written(List<String> names, String next) {
    String folder = workspace().inventories().getFileName() + "/" + name() + "/pki/";
    List<String> files = names.stream().map(one -> folder + one + ".crt").toList();
    if (json()) {
      print(Map.of("changed", files));
    } else {
      files.forEach(System.out::println);
      say(files.isEmpty() ? name() + ": nothing to do" : next);
    }
    return Exit.DONE;
  }

  /** What makes a change of certificates take effect. */
  String compileAndApply() {
    return "now 'compile --env " + name() + " --commit', then 'apply --env " + name() + "'";
  }
}
