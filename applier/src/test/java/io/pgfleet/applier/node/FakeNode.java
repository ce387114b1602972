package io.pgfleet.applier.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A connection to a machine in memory. */
public final class FakeNode implements Node {
  private static final String KEY = "0123456789abcdef".repeat(4);

  private final FakeMachine machine;
  private final FakeFolder folder;
  private final int cuts;
  private final List<Told> told = new ArrayList<>();
  private boolean lost;

  /** What is done in its turn, but not at once. */
  private record Told(String what, Runnable effect) {}

  FakeNode(FakeMachine machine) {
    this.machine = machine;
    this.folder = new FakeFolder(machine);
    this.cuts = machine.cuts;
  }

  @Override
  public String host() {
    return machine.host();
  }

  @Override
  public Observation observe(Question question) {
    look("observe it");
    flush();
    SortedMap<String, Observation.Seen> entries = new TreeMap<>();
    question.entries().forEach(name -> entries.put(name, folder.see(name)));
    SortedMap<String, Observation.UnitState> units = new TreeMap<>();
    for (String name : question.units()) {
      FakeUnit unit = machine.units.get(name);
      units.put(
          name,
          unit == null
              ? new Observation.UnitState("inactive", "dead", "", "", false)
              : unit.seen());
    }
    SortedMap<String, String> packages = new TreeMap<>(machine.packages);
    packages.keySet().retainAll(question.packages());
    SortedMap<String, Account> accounts = new TreeMap<>(machine.accounts);
    accounts.keySet().retainAll(question.accounts());
    return new Observation(
        entries, units, packages, accounts, machine.record, machine.key, machine.bootId);
  }

  @Override
  public List<Outcome> ask(List<Command> commands) {
    look("ask it");
    return commands.stream().map(machine::run).toList();
  }

  @Override
  public void lock(Holder holder) {
    look("lock it");
    if (machine.holder.isPresent() && machine.holder.get() != this) {
      Holder other = machine.holding;
      throw new LockedException(
          host() + " is held by run " + other.run() + " of " + other.who() + "; wait for its end");
    }
    change(
        "lock it",
        () -> {
          machine.holder = Optional.of(this);
          machine.holding = holder;
          machine.key = KEY;
        });
  }

  @Override
  public void unlock() {
    try {
      flush();
    } catch (NodeException refused) {
      // nobody asked for it to be kept
    }
    if (machine.holder.filter(h -> h == this).isPresent()) {
      machine.holder = Optional.empty();
    }
  }

  @Override
  public void stage(String run, List<Content> contents) {
    locked("stage content");
    for (Content content : contents) {
      change(
          "stage " + content.name(),
          () -> machine.staged(run).put(content.name(), content.bytes().clone()));
    }
  }

  @Override
  public void place(Placement placement) {
    locked("place entries");
    placement.changes().forEach(change -> folder.content(placement.run(), change));
    for (Placement.Change change : placement.changes()) {
      change("place " + change.name(), () -> folder.change(placement.run(), change));
    }
    if (placement.record() != null) {
      change("write the record", () -> machine.record = Optional.of(placement.record().clone()));
    }
  }

  @Override
  public Outcome unit(UnitAction action, Duration limit) {
    locked("change " + action.unit());
    FakeUnit unit = machine.units.get(action.unit());
    if (unit == null) {
      return new Outcome(5, "", "Unit " + action.unit() + " not found.");
    }
    List<Outcome> outcomes = new ArrayList<>();
    change(action.verb() + " " + action.unit(), () -> outcomes.add(carryOut(unit, action)));
    return outcomes.get(0);
  }

  private Outcome carryOut(FakeUnit unit, UnitAction action) {
    if (action.daemonReload()) {
      machine.event("daemon-reload");
      machine.units.replaceAll((name, each) -> each.withFileChanged(false));
    }
    machine.event(action.verb() + " " + action.unit());
    FakeUnit now = machine.units.get(action.unit()).withEnabled(action.enabled());
    now =
        switch (action.verb()) {
          case "start" -> now.activeState().equals("active") ? now : now.started();
          case "restart" -> now.started();
          case "stop" -> now.stopped();
          case "reload" -> now.reloaded();
          default -> now;
        };
    machine.units.put(action.unit(), now);
    if (action.verb().equals("reload") && !action.reloadArgv().isEmpty()) {
      return machine.run(Command.of(action.reloadArgv(), Duration.ofSeconds(10)));
    }
    boolean failed = now.activeState().equals("failed") && !action.verb().equals("none");
    return failed
        ? new Outcome(1, "", action.unit() + " is failed after " + action.verb())
        : new Outcome(0, "", "");
  }

  @Override
  public Outcome install(List<String> packages, Duration limit) {
    locked("install packages");
    for (String name : packages) {
      if (!machine.packages.containsKey(name) && !machine.available.containsKey(name)) {
        return new Outcome(100, "", "E: Unable to locate package " + name);
      }
    }
    change(
        "install packages",
        () -> {
          machine.event("install " + String.join(" ", packages));
          packages.forEach(name -> machine.packages.putIfAbsent(name, machine.available.get(name)));
        });
    return new Outcome(0, "", "");
  }

  @Override
  public Outcome account(Account account, Duration limit) {
    locked("make account " + account.name());
    change(
        "make account " + account.name(),
        () -> {
          machine.event("account " + account.name());
          Account seen = machine.accounts.get(account.name());
          List<String> groups = new ArrayList<>(seen == null ? List.of() : seen.groups());
          account.groups().stream().filter(g -> !groups.contains(g)).forEach(groups::add);
          Collections.sort(groups);
          Optional<Integer> uid = account.uid().isPresent() ? account.uid() : Optional.of(998);
          machine.accounts.put(
              account.name(),
              new Account(
                  account.name(), uid, account.group(), groups, account.home(), account.shell()));
        });
    return new Outcome(0, "", "");
  }

  @Override
  public Outcome act(Command command) {
    locked("run " + command.argv().get(0));
    List<Outcome> outcomes = new ArrayList<>();
    change(
        "run " + command.argv().get(0),
        () -> {
          machine.event("run " + String.join(" ", command.argv()));
          outcomes.add(machine.run(command));
        });
    return outcomes.get(0);
  }

  @Override
  public void arm(Undo undo) {
    locked("arm an undo");
    change("arm an undo", () -> machine.arm(undo));
  }

  @Override
  public void disarm(String id, List<String> proven) {
    look("come in again");
    machine.disarm(id, proven);
  }

  @Override
  public void record(byte[] record) {
    locked("write the record");
    told.add(new Told("write the record", () -> machine.record = Optional.of(record.clone())));
  }

  @Override
  public void journal(String run, String line) {
    locked("write the journal");
    told.add(
        new Told(
            "write the journal",
            () -> machine.journals.computeIfAbsent(run, r -> new ArrayList<>()).add(line)));
  }

  @Override
  public void flush() {
    if (told.isEmpty()) {
      return;
    }
    List<Told> all = List.copyOf(told);
    told.clear();
    locked("write journal and record");
    all.forEach(one -> happen(one.what(), one.effect()));
  }

  @Override
  public List<String> journals(int runs) {
    look("read the journals");
    flush();
    List<String> names = List.copyOf(machine.journals.keySet());
    return names.stream()
        .skip(Math.max(0, names.size() - runs))
        .flatMap(name -> machine.journals.get(name).stream())
        .toList();
  }

  @Override
  public List<Replaced> replaced(String run) {
    look("see what was replaced");
    List<Replaced> replaced = new ArrayList<>();
    machine.replaced(run).values().forEach(kept -> replaced.add(new Replaced(kept.change())));
    Collections.reverse(replaced);
    return replaced;
  }

  @Override
  public void forget(String run, List<String> paths) {
    locked("let go of what a run needed");
    change("let go of what a run needed", () -> machine.forget(run, paths));
  }

  @Override
  public List<String> log(String unit, int lines) {
    look("read the log of " + unit);
    List<String> all = machine.logs.getOrDefault(unit, List.of());
    return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  @Override
  public void close() {
    unlock();
    lost = true;
  }

  private void look(String what) {
    if (lost || cuts != machine.cuts || !machine.isReachable()) {
      throw new FakeFaults.ConnectionLost(what);
    }
  }

  private void locked(String what) {
    look(what);
    if (machine.holder.filter(h -> h == this).isEmpty()) {
      throw new NodeException("tried to " + what + " but failed because the lock is not held");
    }
  }

  private void change(String what, Runnable effect) {
    flush();
    happen(what, effect);
  }

  private void happen(String what, Runnable effect) {
    try {
      machine.faults.run(what, effect);
    } catch (FakeFaults.ConnectionLost e) {
      close();
      throw e;
    }
  }
}
