package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A connection to a machine on trial, for what every kind of machine does, real or in memory. */
abstract class NodeTrial {
  static final Duration LIMIT = Duration.ofSeconds(20);
  static final Holder HOLDER = new Holder("run-1", "a test", "0".repeat(40));
  static final String FOLDER = "/etc/contract";

  private final TrialMachine machine;
  Node node;

  NodeTrial(TrialMachine machine) {
    this.machine = machine;
  }

  @BeforeEach
  final void connect() {
    machine.clean();
    node = open();
  }

  @AfterEach
  final void disconnect() {
    node.close();
  }

  final Node open() {
    return machine.nodes().open(machine.host());
  }

  final void write(String path, String text) {
    machine.write(path, text);
  }

  final String read(String path) {
    return machine.read(path);
  }

  final String journal(String run) {
    return machine.journal(run);
  }

  final Observation observe(String... entries) {
    return node.observe(new Question(List.of(entries), List.of(), List.of(), List.of()));
  }

  final void stage(String text, String... names) {
    List<Content> contents = new ArrayList<>();
    for (String name : names) {
      contents.add(new Content(name, bytes(text)));
    }
    node.stage("run-1", contents);
  }

  final void put(String text, Placement.Change change) {
    stage(text, change.name());
    place(change);
  }

  final void place(Placement.Change... changes) {
    node.place(new Placement("run-1", List.of(changes), null));
  }

  final void restore(String run) {
    List<Placement.Change> back = new ArrayList<>();
    node.replaced(run).forEach(replaced -> back.add(replaced.change()));
    node.place(new Placement(run, back, null));
  }

  static Placement.Change file(String path, String owner, String mode) {
    return new Placement.Change("put", "file", path, "", owner, owner, mode, "");
  }

  static Placement.Change directory(String path, String mode) {
    return new Placement.Change("put", "directory", path, "", "root", "root", mode, "");
  }

  static Placement.Change link(String path, String target) {
    return new Placement.Change("put", "link", path, "", "", "", "", target);
  }

  static Placement.Change block(String verb, String path, String id) {
    return new Placement.Change(verb, "block", path, id, "", "", "", "");
  }

  static Placement.Change removal(String kind, String path) {
    return new Placement.Change("remove", kind, path, "", "", "", "", "");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String sha256(String text) {
    return Digests.sha256(bytes(text));
  }
}
