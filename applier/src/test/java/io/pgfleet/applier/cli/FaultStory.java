package io.pgfleet.applier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A machine with everything on it that can go wrong, and trees to apply one after the other. */
final class FaultStory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Terminal terminal;
  private String text = "";
  private int proven;
  private int tries;
  private JsonNode live = JSON.createObjectNode();
  private Node held;
  Function<String, Outcome> sql;
  String[] words = {};

  FaultStory(Path folder) {
    this.folder = folder;
    this.terminal = new Terminal(folder);
    write("inventories/test/secrets.yml", FaultTree.secrets());
    heal();
  }

  FakeMachine a() {
    return terminal.machine(FaultTree.HOST);
  }

  String said() {
    return terminal.said();
  }

  int apply() {
    return terminal.apply(words);
  }

  /** What the program prints when it is asked for its history. */
  String history() {
    terminal.sub("history");
    return terminal.said();
  }

  /** What a plan prints. */
  String plan() {
    terminal.apply("--plan");
    return terminal.said();
  }

  void answer(String command, int exit, String stderr) {
    answer(command, any -> new Outcome(exit, "", stderr));
  }

  void answer(String command, Function<Command, Outcome> outcome) {
    a().answer(List.of(command)::equals, outcome);
  }

  /** The gate finds the service unwell so many times. */
  void unwell(int times) {
    tries = times;
  }

  /** The gate finds the service unwell, after something else happened. */
  void unwell(Runnable first) {
    answer(
        "healthy",
        any -> {
          first.run();
          return new Outcome(1, "", "no pulse");
        });
  }

  /** Everything works again. */
  void heal() {
    if (held != null) {
      held.close();
      held = null;
    }
    words = new String[] {};
    a().plugIn();
    a().faults().heal();
    a().available().put("app", "1.0");
    FakeFile there = a().files().get(FaultTree.CONF);
    if (there != null && there.kind().equals("directory")) {
      a().files().remove(FaultTree.CONF);
    }
    a().units().computeIfPresent("app.service", (name, unit) -> unit.mended());
    answers();
    write("inventories/test/env.yml", "demo: true\n");
    if (!text.isEmpty()) {
      tree(text);
    }
  }

  private void answers() {
    answer("migrate", 0, "");
    answer("unmigrate", 0, "");
    answer(
        "healthy",
        any -> {
          boolean well = tries-- <= 0;
          proven = well ? a().events().size() : 0;
          return new Outcome(well ? 0 : 1, "", "");
        });
    sql = stdin -> new Outcome(0, "", "");
    answer("sql", command -> sql.apply(new String(command.stdin(), UTF_8)));
    answer("live-read", any -> new Outcome(0, live.toString(), ""));
    answer("live-write", this::merged);
  }

  private Outcome merged(Command command) {
    ObjectNode document = live.deepCopy();
    for (Map.Entry<String, JsonNode> field : json(command.stdin()).properties()) {
      if (field.getValue().isNull()) {
        document.remove(field.getKey());
      } else {
        document.set(field.getKey(), field.getValue());
      }
    }
    live = document;
    return new Outcome(0, "", "");
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The document that the service holds. */
  JsonNode live() {
    return live;
  }

  /** Somebody gives the service another document. */
  void live(String document) {
    live = json(document.getBytes(UTF_8));
  }

  /** What the machine remembers of the document. */
  String remembered() {
    return json(a().record().orElseThrow()).at("/groups/main/documents/live").toString();
  }

  /** Compiles a tree whose configuration has a text. */
  void tree(String newText) {
    text = newText;
    terminal.tree(tree -> FaultTree.in(tree, newText));
  }

  void edit(String newText) {
    a().files().put(FaultTree.CONF, FakeFile.file(newText, "0644"));
  }

  /** What is in the configuration; empty when it is no file. */
  String bytes() {
    FakeFile file = a().files().get(FaultTree.CONF);
    return file == null ? "" : file.text();
  }

  String hosts() {
    return a().files().get("/etc/hosts").text();
  }

  Uptake uptake() {
    return Uptake.of(a().events());
  }

  /** Whether the gate was asked, and opened, after everything that was done. */
  boolean isProven() {
    List<String> since = a().events().subList(proven, a().events().size());
    return proven > 0 && since.stream().noneMatch(one -> one.matches("(re)?start .*"));
  }

  /** Another run holds the machine until everything is well again. */
  void hold() {
    held = open();
  }

  private Node open() {
    Node node = terminal.fleet().open(FaultTree.HOST);
    node.lock(new Holder("other", "somebody", "none"));
    return node;
  }

  void record(UnaryOperator<String> change) {
    String record = new String(a().record().orElseThrow(), UTF_8);
    try (Node node = open()) {
      node.record(change.apply(record).getBytes(UTF_8));
    }
  }

  /** Whether the machine's record is one. */
  boolean isReadable() {
    try {
      JsonNode record = JSON.readTree(a().record().orElseThrow());
      return record.path("formatVersion").asInt() == 1;
    } catch (JsonProcessingException broken) {
      return false;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  void write(String name, String newText) {
    terminal.write(name, newText);
  }

  void change(String name, String from, String to) {
    try {
      String before = Files.readString(folder.resolve(name));
      if (!before.contains(from)) {
        throw new AssertionError(name + " has no " + from + ": " + before);
      }
      write(name, before.replace(from, to));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void delete(String name) {
    try {
      Files.delete(folder.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
