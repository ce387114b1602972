package io.pgfleet.applier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.function.UnaryOperator;

/**
 * A machine with everything on it that can go wrong, and two trees to apply one after the other.
 */
final class FaultStory {
  private static final String A = "10.0.0.1";
  private static final String NODE = "\"nodes\":[\"10.0.0.1\"],";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Terminal terminal;
  private String text = "";
  Faults.Sql sql;
  String live = "{}";
  String[] words = {};
  Node held;

  FaultStory(Path folder) {
    this.folder = folder;
    this.terminal = new Terminal(folder);
    a().available().put("app", "1.0");
    heal();
  }

  FakeMachine a() {
    return terminal.machine(A);
  }

  Terminal terminal() {
    return terminal;
  }

  int apply() {
    return terminal.apply(words);
  }

  void answer(String command, int exit, String stderr) {
    a().answer(List.of(command)::equals, any -> new Outcome(exit, "", stderr));
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
    if (a().files().containsKey("/etc/app/app.conf")
        && a().files().get("/etc/app/app.conf").kind().equals("directory")) {
      a().files().remove("/etc/app/app.conf");
    }
    a().units().computeIfPresent("app.service", (name, unit) -> unit.mended());
    for (String command : List.of("healthy", "migrate", "unmigrate")) {
      answer(command, 0, "");
    }
    sql = stdin -> new Outcome(0, "", "");
    a().answer(List.of("sql")::equals, command -> sql.apply(new String(command.stdin(), UTF_8)));
    a().answer(List.of("live-read")::equals, any -> new Outcome(0, live, ""));
    a().answer(List.of("live-write")::equals, this::merged);
    write("inventories/test/env.yml", "demo: true\n");
    if (!text.isEmpty()) {
      tree(text);
    }
  }

  private Outcome merged(Command command) {
    try {
      JsonNode limit = JSON.readTree(command.stdin()).path("limit");
      live = limit.isNull() ? "{}" : "{\"limit\":" + limit + "}";
      return new Outcome(0, "", "");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Compiles a tree whose configuration has a text. */
  void tree(String newText) {
    text = newText;
    terminal.tree(
        tree ->
            tree.node(A)
                .step(
                    "one",
                    "{\"id\":\"packages\",\"kind\":\"packages\","
                        + NODE
                        + "\"packages\":[\"app\"]}")
                .step(
                    "one",
                    "{\"id\":\"user\",\"kind\":\"user\","
                        + NODE
                        + "\"user\":{\"name\":\"app\",\"group\":\"app\",\"groups\":[],\"home\":\"/\",\"shell\":\"/bin/sh\"}}")
                .step(
                    "two",
                    "{\"id\":\"files\",\"kind\":\"place\",\"undo\":\"inverse\","
                        + NODE
                        + "\"title\":\"place\"}")
                .step(
                    "two",
                    "{\"id\":\"migrate\",\"kind\":\"run\",\"title\":\"migrate\",\"undo\":{\"argv\":[\"unmigrate\"]},"
                        + NODE
                        + "\"consumes\":[\"/etc/app/*\"],\"argv\":[\"migrate\"]}")
                .step(
                    "two",
                    "{\"id\":\"unit\",\"kind\":\"unit\",\"undo\":\"inverse\","
                        + NODE
                        + "\"unit\":\"app.service\",\"restartOn\":[\"/etc/app/*\"]}")
                .payload(
                    "groups/main/doc.json",
                    "{\"limit\":" + newText.length() + newText.hashCode() % 7 + "}")
                .payload("groups/main/probe.sql", "probe")
                .payload("groups/main/role.sql", "make role")
                .step(
                    "three",
                    "{\"id\":\"live\",\"kind\":\"live\",\"group\":\"main\",\"undo\":\"inverse\",\"target\":{\"kind\":\"any\"},"
                        + NODE
                        + "\"document\":\"groups/main/doc.json\",\"read\":[\"live-read\"],\"write\":[\"live-write\"]}")
                .step(
                    "three",
                    "{\"id\":\"sql\",\"kind\":\"sql\",\"group\":\"main\",\"target\":{\"kind\":\"any\"},"
                        + NODE
                        + "\"argv\":[\"sql\"],\"probe\":\"groups/main/probe.sql\","
                        + "\"items\":[{\"id\":\"role\",\"file\":\"groups/main/role.sql\"}]}")
                .step(
                    "four",
                    "{\"id\":\"gate\",\"kind\":\"gate\",\"after\":[\"unit\"],"
                        + NODE
                        + "\"probe\":{\"kind\":\"command\",\"argv\":[\"healthy\"]},\"deadlineSeconds\":1}")
                .directory(A, "files", "/etc/app")
                .file(A, "files", "/etc/app/app.conf", newText)
                .block(A, "files", "/etc/hosts", "app", "10.0.0.1 " + newText + "\n")
                .file(A, "files", "/etc/systemd/system/app.service", "[Service]\n"));
  }

  void edit(String newText) {
    a().files().put("/etc/app/app.conf", FakeFile.file(newText, "0644"));
  }

  FakeFile with(FakeFile file, String more) {
    return FakeFile.file(more + file.text() + more, file.mode());
  }

  /** What is in the configuration; empty when it is no file. */
  String bytes() {
    FakeFile file = a().files().get("/etc/app/app.conf");
    return file == null ? "" : file.text();
  }

  Node open() {
    Node node = terminal.fleet().open(A);
    node.lock(new Holder("other", "somebody", "none"));
    return node;
  }

  void record(UnaryOperator<String> change) {
    String record = new String(a().record().orElseThrow(), UTF_8);
    try (Node node = open()) {
      node.record(change.apply(record).getBytes(UTF_8));
    }
  }

  /** What a restored backup of another day looks like. */
  void forgetRecord() {
    record(any -> "{\"formatVersion\":1}");
  }

  /** The record is as the machine had it. */
  boolean isReadable() {
    try {
      return JSON.readTree(a().record().orElseThrow()).path("formatVersion").asInt() == 1;
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
