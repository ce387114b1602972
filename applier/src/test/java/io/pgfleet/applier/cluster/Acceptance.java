package io.pgfleet.applier.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.fleet.Answer;
import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the real programs of the nodes say to the files rendered for them. */
final class Acceptance {
  private static final String NONE = "none in Debian";
  private static final String ASK =
      "ask() { types=$1; file=$2; said=$(sh -c \"$3\" accept \"$file\" 2>&1 </dev/null)"
          + " || printf 'no %s %s: %s\\n' \"$types\" \"$file\" \"$said\"; }\n";

  private final Path nodes;
  private final List<Row> table = table();
  private final SortedSet<String> accepted = new TreeSet<>();
  private final List<String> refusals = new ArrayList<>();

  /** A row of the table: a type, or the start of types and '*'. */
  private record Row(String type, String program, String command) {
    boolean fits(String other) {
      return type.endsWith("*")
          ? other.startsWith(type.substring(0, type.length() - 1))
          : other.equals(type);
    }
  }

  /** A command and the file it is about; empty where it is about all its files at once. */
  private record Question(String command, String file) {}

  /**
   * @param nodes the folder of the compiled tree that has a folder for every node
   */
  Acceptance(Path nodes) {
    this.nodes = nodes;
  }

  /** Lines {@code accepted: TYPE by PROGRAM} of all types seen so far, sorted. */
  SortedSet<String> accepted() {
    return accepted;
  }

  /** Every refusal so far in the program's own words, and every type that has no row. */
  List<String> refusals() {
    return refusals;
  }

  /** Asks the programs of a node about all its files, over one connection. */
  void ask(FleetNode node) {
    Map<Question, SortedSet<String>> questions = new LinkedHashMap<>();
    for (JsonNode entry : manifest(node).path("entries")) {
      if (entry.has("type")) {
        note(entry.path("type").asText(), entry.path("path").asText(), questions);
      }
    }
    StringBuilder script = new StringBuilder(ASK);
    questions.forEach(
        (question, types) ->
            script.append(
                "ask %s %s %s%n"
                    .formatted(
                        quoted(String.join(",", types)),
                        quoted(question.file()),
                        quoted(question.command()))));
    Answer answer = node.runAsRoot(script + "echo asked");
    if (!answer.out().equals("asked")) {
      refusals.add(node + ": " + answer.out() + answer.error());
    }
  }

  private void note(String type, String file, Map<Question, SortedSet<String>> questions) {
    List<Row> rows = table.stream().filter(row -> row.fits(type)).toList();
    if (rows.size() != 1) {
      refusals.add("type '" + type + "' has " + rows.size() + " rows in acceptance.tsv, not one");
      return;
    }
    Row row = rows.get(0);
    accepted.add("accepted: " + type + " by " + row.program());
    if (!row.program().equals(NONE)) {
      String about = row.command().contains("$1") ? file : "";
      questions
          .computeIfAbsent(new Question(row.command(), about), one -> new TreeSet<>())
          .add(type);
    }
  }

  private JsonNode manifest(FleetNode node) {
    try {
      return new ObjectMapper()
          .readTree(nodes.resolve(node.address()).resolve("manifest.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> table() {
    try (InputStream in = Acceptance.class.getResourceAsStream("acceptance.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.asList((line + "\t").split("\t+", -1)))
          .map(cells -> new Row(cells.get(0), cells.get(1), cells.get(2)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
