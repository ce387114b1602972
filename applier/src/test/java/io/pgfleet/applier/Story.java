package io.pgfleet.applier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pgfleet.applier.activation.Terms;
import io.pgfleet.applier.activation.Waiting;
import io.pgfleet.applier.journal.Event;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeNodes;
import io.pgfleet.applier.node.Holder;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.tree.Tree;
import io.pgfleet.applier.tree.TreeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A fleet in memory and the trees that are applied to it, one after the other. */
final class Story {
  private final Path folder;
  private final FakeNodes fleet = new FakeNodes();
  private final MovingClock clock = new MovingClock();
  private final List<Event> events = new ArrayList<>();
  private int runs;
  private Runnable meanwhile = () -> {};
  private Tree tree;

  Story(Path folder) {
    this.folder = folder;
  }

  /** Makes the tree that is applied from now on. */
  Story tree(Consumer<TreeFolder> content) {
    try {
      TreeFolder written = new TreeFolder(Files.createTempDirectory(folder, "tree"));
      content.accept(written);
      tree = Tree.read(written.written());
      tree.nodes().keySet().forEach(fleet::machine);
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  FakeMachine machine(String host) {
    return fleet.machine(host);
  }

  Nodes nodes() {
    return fleet;
  }

  /** All events of all runs so far. */
  List<Event> events() {
    return events;
  }

  Plan plan() {
    return plan(List.of());
  }

  Plan plan(List<String> limit) {
    try (Applier applier = applier(limit)) {
      return applier.plan(Selection.all()).plan();
    }
  }

  RunResult apply() {
    return apply(List.of());
  }

  RunResult apply(List<String> limit) {
    return apply(limit, Terms.whole(() -> false));
  }

  /** Stops after the step during which the condition comes true. */
  RunResult applyUntil(BooleanSupplier stop) {
    return apply(List.of(), Terms.whole(stop));
  }

  RunResult apply(List<String> limit, Terms terms) {
    String run = "run-" + ++runs;
    Journal journal =
        new Journal(run, clock, text -> text.replace("s3cret", "***"), List.of(events::add));
    try (Applier applier = applier(limit)) {
      return applier.apply(journal, new Holder(run, "a test", "none"), terms);
    }
  }

  /** Time passes on the machines too. */
  private void pass(Duration time) {
    clock.pass(time);
    meanwhile.run();
  }

  /** What happens each time when the program waits. */
  void meanwhile(Runnable what) {
    meanwhile = what;
  }

  private Applier applier(List<String> limit) {
    Resolver secrets =
        (where, bytes) ->
            new String(bytes, UTF_8)
                .replace("{secret:password@abcd1234}", "s3cret")
                .getBytes(UTF_8);
    return new Applier(tree, secrets, fleet, Reach.of(limit), new Waiting(clock, this::pass));
  }

  /** Forgets what was done to all machines so far. */
  void forgetEvents() {
    tree.nodes().keySet().forEach(host -> machine(host).forgetEvents());
  }

  private static final class MovingClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    synchronized void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public synchronized Instant instant() {
      now = now.plusMillis(1);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
