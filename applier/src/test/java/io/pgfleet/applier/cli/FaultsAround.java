package io.pgfleet.applier.cli;

import io.pgfleet.applier.cli.Faults.Fault;
import io.pgfleet.applier.node.FakeFaults.Moment;
import io.pgfleet.applier.node.FakeFile;
import io.pgfleet.applier.node.FakeUnit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The named cases whose cause is the machine, somebody's hands, the way back or the tree. */
final class FaultsAround {
  private final List<Fault> all = new ArrayList<>();

  static List<Fault> all() {
    FaultsAround faults = new FaultsAround();
    faults.machines();
    faults.hands();
    faults.wayBack();
    faults.trees();
    return faults.all;
  }

  private void add(String name, Consumer<FaultStory> harm, int exit, String says, String bytes) {
    all.add(new Fault(name, harm, exit, says, bytes, FaultStory::heal));
  }

  private void machines() {
    add(
        "machine does not answer",
        story -> story.a().unplug(),
        6,
        "tried to connect to",
        Faults.OLD);
    add(
        "machine vanishes at a gate",
        story ->
            story
                .a()
                .answer(
                    List.of("healthy")::equals,
                    any -> {
                      story.a().unplug();
                      return Faults.failed("gone");
                    }),
        6,
        "the connection was lost",
        Faults.NEW);
    add("machine was rebooted before", story -> story.a().reboot(), 0, "done: ", Faults.NEW);
    add(
        "another run holds the machine",
        story -> story.held = story.open(),
        7,
        "held by run other of somebody; wait for its end",
        Faults.OLD);
    add(
        "another environment owns the machine",
        story -> story.record(text -> text.replace("\"test\"", "\"prod\"")),
        8,
        "belongs to environment 'prod'",
        Faults.OLD);
    add(
        "record is no JSON",
        story -> story.record(text -> "{"),
        3,
        "cannot be read (no JSON)",
        Faults.OLD);
    add(
        "record is of a later version",
        story -> story.record(text -> text.replace("\"formatVersion\":1", "\"formatVersion\":2")),
        3,
        "use the version of this program that wrote it",
        Faults.OLD);
    add(
        "record was written by a clock that is years ahead",
        story -> story.record(text -> text.replaceAll("\"at\":\"20..", "\"at\":\"2099")),
        0,
        "done: ",
        Faults.NEW);
    add("record is gone", story -> story.forgetRecord(), 0, "done: ", Faults.NEW);
  }

  private void hands() {
    add("file was edited", story -> story.edit("by hand"), 0, "done: ", Faults.NEW);
    add(
        "file was deleted",
        story -> story.a().files().remove("/etc/app/app.conf"),
        0,
        "done: ",
        Faults.NEW);
    add(
        "file was edited and the gate stays closed",
        story -> {
          story.edit("by hand");
          story.answer("healthy", 1, "no pulse");
        },
        5,
        "rolled back 10.0.0.1",
        "by hand");
    add(
        "file belongs to somebody else",
        story ->
            story
                .a()
                .files()
                .put(
                    "/etc/app/app.conf",
                    new FakeFile(
                        "file", "old".getBytes(StandardCharsets.UTF_8), "eve", "eve", "0666", "")),
        0,
        "done: ",
        Faults.NEW);
    add(
        "somebody else's lines around our block",
        story -> story.a().files().compute("/etc/hosts", (p, file) -> story.with(file, "theirs\n")),
        0,
        "done: ",
        Faults.NEW);
    add(
        "unit was disabled",
        story -> story.a().units().computeIfPresent("app.service", (n, unit) -> FakeUnit.active()),
        0,
        "done: ",
        Faults.NEW);
  }

  private void wayBack() {
    add(
        "undo fails",
        story -> {
          story.answer("healthy", 1, "no pulse");
          story.answer("unmigrate", 9, "");
        },
        5,
        "what 'migrate' did stays; take it back by hand",
        Faults.OLD);
    add(
        "file cannot be put back",
        story ->
            story
                .a()
                .answer(
                    List.of("healthy")::equals,
                    any -> {
                      story.a().files().put("/etc/app/app.conf", FakeFile.directory("0755"));
                      return Faults.failed("no pulse");
                    }),
        6,
        "those that the run had switched stay so",
        "");
    add(
        "connection lost on the way back",
        story -> {
          story.answer("healthy", 1, "no pulse");
          story.a().faults().failOn("run unmigrate", Moment.BEFORE);
        },
        6,
        "could not be brought back, see above",
        Faults.NEW);
    add(
        "unit does not come back",
        story ->
            story
                .a()
                .answer(
                    List.of("healthy")::equals,
                    any -> {
                      story.a().units().computeIfPresent("app.service", (n, unit) -> unit.broken());
                      return Faults.failed("no pulse");
                    }),
        6,
        "app.service does not run as before",
        Faults.OLD);
  }

  private void trees() {
    String conf = "out/test/nodes/10.0.0.1/files/etc/app/app.conf";
    add("payload was edited", story -> story.write(conf, "x"), 3, "app.conf", Faults.OLD);
    add("payload is missing", story -> story.delete(conf), 3, "app.conf", Faults.OLD);
    add(
        "manifest is cut off",
        story -> story.write("out/test/manifest.json", "{\"format"),
        3,
        "manifest.json",
        Faults.OLD);
    add(
        "manifest is missing",
        story -> story.delete("out/test/manifest.json"),
        3,
        "does not exist; run compile first",
        Faults.OLD);
    add(
        "node manifest was edited",
        story -> story.write("out/test/nodes/10.0.0.1/manifest.json", "{}"),
        3,
        "nodes/10.0.0.1/manifest.json",
        Faults.OLD);
    add(
        "tree of a later format",
        story ->
            story.change(
                "out/test/manifest.json", "\"formatVersion\" : 1", "\"formatVersion\" : 2"),
        3,
        "formatVersion",
        Faults.OLD);
    add(
        "tree is not committed outside of a demo",
        story -> story.write("inventories/test/env.yml", "demo: false\n"),
        4,
        "is not committed; commit it, or use --allow-dirty",
        Faults.OLD);
    add(
        "settings are no YAML",
        story -> story.write("inventories/test/env.yml", "demo: [\n"),
        3,
        "env.yml",
        Faults.OLD);
    add(
        "host that does not exist is named",
        story -> story.words = new String[] {"--limit", "nobody"},
        64,
        "there is no host 'nobody'",
        Faults.OLD);
    add(
        "saved plan of something else",
        story -> story.words = new String[] {"--plan-file", "/dev/null"},
        64,
        "it is not a plan that this program saved",
        Faults.OLD);
  }
}
