package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.everit.json.schema.Schema;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What code hosts are told. */
final class ReportsTest {
  private static final String FILE = "inventories/prod, old/inventory.yml";

  @TempDir Path repository;
  private FilePaths paths;

  @BeforeEach
  void makeRepository() throws IOException {
    Files.createDirectories(repository.resolve(".git"));
    Path folder = Files.createDirectories(repository.resolve("db/inventories/prod, old"));
    Files.writeString(folder.resolve("inventory.yml"), "all:\n");
    paths = new FilePaths(List.of(repository.resolve("db")));
  }

  private static Diagnostic at(Severity severity, String code, int line, String message) {
    Origin origin = line == 0 ? Origin.ofFile(FILE) : new Origin(FILE, line, 7);
    return new Diagnostic(severity, code, origin, message, "do 100% better");
  }

  private static final EnvironmentResult RESULT =
      EnvironmentResult.invalid(
          "prod, old",
          List.of(
              at(Severity.ERROR, "P002", 3, "no parameter is called 'a:b, c'"),
              at(Severity.ERROR, "P002", 4, "no parameter is called 'a:b, c'"),
              at(Severity.WARNING, "I009", 0, "no group has that name"),
              at(Severity.NOTICE, "P006", 9, "nobody reads it")));

  private static final EnvironmentResult STALE =
      new EnvironmentResult(
          "prod",
          Exit.STALE,
          List.of(),
          List.of("out/prod/manifest.json"),
          List.of("out/prod/nodes/a"),
          List.of(),
          Optional.empty());

  @Test
  void githubGetsOneEscapedCommandForEach() {
    Report report = new GithubReport(paths);
    report.add(RESULT);
    report.add(STALE);
    assertEquals(
        List.of(
            "::error file=db/inventories/prod%2C old/inventory.yml,line=3,col=7,"
                + "title=P002%3A There is no such parameter"
                + "::no parameter is called 'a:b, c'; do 100%25 better",
            "::error file=db/inventories/prod%2C old/inventory.yml,line=4,col=7,"
                + "title=P002%3A There is no such parameter"
                + "::no parameter is called 'a:b, c'; do 100%25 better",
            "::warning file=db/inventories/prod%2C old/inventory.yml,"
                + "title=I009%3A A file of values belongs to nobody"
                + "::no group has that name; do 100%25 better",
            "::notice file=db/inventories/prod%2C old/inventory.yml,line=9,col=7,"
                + "title=P006%3A A parameter is not read yet::nobody reads it; do 100%25 better",
            "::error file=db/out/prod/manifest.json,title=T001%3A The compiled tree is stale"
                + "::2 files are not what the inventory compiles to; run 'compile --env prod' and"
                + " commit the tree"),
        report.text().lines().toList());
  }

  @Test
  void gitlabGetsFindingsWithStableFingerprints() throws IOException {
    JsonNode findings = gitlab(RESULT);
    assertEquals(4, findings.size());
    JsonNode first = findings.get(0);
    assertEquals("P002", first.path("check_name").asText());
    assertEquals("critical", first.path("severity").asText());
    assertEquals(
        "db/inventories/prod, old/inventory.yml", first.path("location").path("path").asText());
    assertEquals(3, first.path("location").path("lines").path("begin").asInt());
    assertEquals(1, findings.get(2).path("location").path("lines").path("begin").asInt());
    TreeSet<String> fingerprints = new TreeSet<>();
    findings.forEach(one -> fingerprints.add(one.path("fingerprint").asText()));
    assertEquals(4, fingerprints.size());
    Diagnostic moved = at(Severity.ERROR, "P002", 33, "no parameter is called 'a:b, c'");
    JsonNode again = gitlab(EnvironmentResult.invalid("prod, old", List.of(moved)));
    assertEquals(first.path("fingerprint"), again.get(0).path("fingerprint"));
    assertEquals("[]\n", text(new GitlabReport(paths), EnvironmentResult.valid("x", List.of())));
  }

  private JsonNode gitlab(EnvironmentResult result) throws IOException {
    return new ObjectMapper().readTree(text(new GitlabReport(paths), result));
  }

  private static String text(Report report, EnvironmentResult result) {
    report.add(result);
    return report.text();
  }

  @Test
  void sarifHasRulesRelativeAddressesAndRegions() throws IOException {
    String text = text(new SarifReport(paths), RESULT);
    JsonNode run = new ObjectMapper().readTree(text).path("runs").get(0);
    List<String> rules = new ArrayList<>();
    run.path("tool")
        .path("driver")
        .path("rules")
        .forEach(one -> rules.add(one.path("id").asText()));
    assertEquals(List.of("I009", "P002", "P006"), rules);
    JsonNode result = run.path("results").get(0);
    assertEquals("P002", rules.get(result.path("ruleIndex").asInt()));
    JsonNode place = result.path("locations").get(0).path("physicalLocation");
    assertEquals(
        "db/inventories/prod,%20old/inventory.yml",
        place.path("artifactLocation").path("uri").asText());
    assertEquals(3, place.path("region").path("startLine").asInt());
    JsonNode whole = run.path("results").get(2).path("locations").get(0).path("physicalLocation");
    assertTrue(whole.path("region").isMissingNode());
    assertEquals(3, run.path("invocations").get(0).path("exitCode").asInt());
  }

  @Test
  void sarifSatisfiesTheOfficialSchema() throws IOException {
    JSONObject official;
    try (InputStream file = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      official = new JSONObject(new JSONTokener(file));
    }
    Schema schema =
        SchemaLoader.builder().draftV7Support().schemaJson(official).build().load().build();
    for (EnvironmentResult result :
        List.of(RESULT, STALE, EnvironmentResult.valid("prod", List.of()))) {
      schema.validate(new JSONObject(text(new SarifReport(paths), result)));
    }
    JSONObject broken = new JSONObject(text(new SarifReport(paths), RESULT));
    broken.getJSONArray("runs").getJSONObject(0).remove("tool");
    assertFalse(accepts(schema, broken));
  }

  private static boolean accepts(Schema schema, JSONObject log) {
    try {
      schema.validate(log);
      return true;
    } catch (org.everit.json.schema.ValidationException e) {
      return false;
    }
  }
}
