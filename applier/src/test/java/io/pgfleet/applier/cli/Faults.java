package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.FakeFaults.Moment;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.node.FakeUnit;
import io.pgfleet.applier.node.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The named cases of the fault suite: what goes wrong, and what must come of it. */
final class Faults {
  static final String OLD = "old";
  static final String NEW = "new";
  static final String EITHER = "either";

  private final List<Fault> all = new ArrayList<>();

  /**
   * One thing that goes wrong while the second tree is applied.
   *
   * @param harm does it, before the run
   * @param exit code of the run
   * @param says part of what the run prints
   * @param bytes of the configuration afterwards: old, new, either, or a text
   * @param heal takes the cause away; the next run then has to end with new bytes
   */
  record Fault(
      String name,
      Consumer<FaultStory> harm,
      int exit,
      String says,
      String bytes,
      Consumer<FaultStory> heal) {}

  static List<Fault> all() {
    Faults faults = new Faults();
    faults.lostConnections();
    faults.refusedWrites();
    faults.services();
    faults.commands();
    faults.documents();
    faults.all.addAll(FaultsAround.all());
    return faults.all;
  }

  private void add(String name, Consumer<FaultStory> harm, int exit, String says, String bytes) {
    all.add(new Fault(name, harm, exit, says, bytes, FaultStory::heal));
  }

  private void lostConnections() {
    String[][] operations = {
      {"lock it", "taking the lock", OLD},
      {"stage", "sending content", OLD},
      {"write the record", "writing the record", OLD},
      {"install", "installing packages", OLD},
      {"make account", "making an account", OLD},
      {"run migrate", "running a command", EITHER},
      {"restart app.service", "restarting a unit", NEW},
      {"run live-write", "writing a document", NEW},
    };
    for (String[] operation : operations) {
      for (Moment moment : Moment.values()) {
        String when = moment == Moment.BEFORE ? "before " : "after ";
        add(
            "connection lost " + when + operation[1],
            story -> {
              if (operation[0].equals("install")) {
                story.a().packages().clear();
              }
              if (operation[0].startsWith("make")) {
                story.a().accounts().clear();
              }
              story.a().faults().failOn(operation[0], moment);
            },
            6,
            "the connection was lost",
            operation[2]);
      }
    }
    add(
        "connection lost before a file is switched",
        story -> story.a().faults().failOn("place /etc/app/app.conf", Moment.BEFORE),
        6,
        "tried to place /etc/app/app.conf",
        OLD);
    add(
        "connection lost after a file was switched",
        story -> story.a().faults().failOn("place /etc/app/app.conf", Moment.AFTER),
        6,
        "tried to place /etc/app/app.conf",
        NEW);
  }

  private void refusedWrites() {
    add(
        "read-only or full disk",
        story -> story.a().faults().refuseWrites(),
        6,
        "writes are refused",
        OLD);
    add(
        "a directory stands where a file should be",
        story -> story.a().files().put("/etc/app/app.conf", FakeFile.directory("0755")),
        6,
        "a directory is there",
        "");
  }

  private void services() {
    add(
        "gate stays closed",
        story -> story.answer("healthy", 1, "no pulse"),
        5,
        "the gate stayed closed",
        OLD);
    add(
        "gate's command does not exist",
        story -> story.a().answer(List.of("healthy")::equals, any -> new Outcome(127, "", "gone")),
        5,
        "the gate stayed closed: gone",
        OLD);
    add(
        "gate answers only after some tries",
        story -> {
          int[] tries = {0};
          story
              .a()
              .answer(
                  List.of("healthy")::equals, any -> new Outcome(++tries[0] < 3 ? 1 : 0, "", ""));
        },
        0,
        "done: ",
        NEW);
    add(
        "unit does not start any more",
        story -> story.a().units().computeIfPresent("app.service", (n, unit) -> unit.broken()),
        6,
        "app.service does not run as before",
        OLD);
    add(
        "unit died before",
        story -> story.a().units().put("app.service", FakeUnit.inactive()),
        0,
        "done: ",
        NEW);
    add(
        "package is nowhere",
        story -> {
          story.a().packages().clear();
          story.a().available().clear();
        },
        6,
        "Unable to locate package app",
        OLD);
  }

  private void commands() {
    add(
        "command fails",
        story -> story.answer("migrate", 3, ""),
        5,
        "failed because it exited with 3",
        OLD);
    add(
        "command does not exist",
        story -> story.answer("migrate", 127, ""),
        5,
        "failed because it does not exist",
        OLD);
    add(
        "command exceeds its time",
        story -> story.answer("migrate", 124, ""),
        5,
        "failed because its time limit passed",
        OLD);
    add(
        "command prints a secret when it fails",
        story ->
            story
                .a()
                .answer(List.of("migrate")::equals, any -> new Outcome(3, "", "bad s3cretvalue")),
        5,
        "it exited with 3",
        OLD);
    add(
        "sql cannot be probed",
        story -> story.sql = stdin -> new Outcome(2, "", "no server"),
        5,
        "it exited with 2: no server",
        OLD);
    add(
        "sql item fails",
        story ->
            story.sql =
                stdin ->
                    stdin.startsWith("probe") ? new Outcome(0, "role\n", "") : failed("syntax"),
        5,
        "it exited with 1: syntax",
        OLD);
    add(
        "sql item has no effect",
        story -> story.sql = stdin -> new Outcome(0, stdin.startsWith("probe") ? "role\n" : "", ""),
        5,
        "its probe still names role",
        OLD);
  }

  static Outcome failed(String why) {
    return new Outcome(1, "", why);
  }

  private void documents() {
    add(
        "document cannot be written",
        story -> story.a().answer(List.of("live-write")::equals, any -> failed("refused")),
        6,
        "it exited with 1: refused",
        OLD);
    add(
        "document is not taken over",
        story -> story.a().answer(List.of("live-write")::equals, any -> new Outcome(0, "", "")),
        5,
        "the service does not hold what was written",
        OLD);
    add(
        "document is no JSON",
        story -> story.a().answer(List.of("live-read")::equals, any -> new Outcome(0, "x", "")),
        5,
        "what it read is not a JSON object",
        OLD);
    add(
        "document cannot be read",
        story -> story.a().answer(List.of("live-read")::equals, any -> failed("no service")),
        5,
        "it exited with 1: no service",
        OLD);
    add(
        "somebody changes a key of ours meanwhile",
        story -> story.live = "{\"limit\":99}",
        0,
        "done: ",
        NEW);
  }

  /** A machine's answer to what it is fed. */
  interface Sql extends Function<String, Outcome> {}
}
