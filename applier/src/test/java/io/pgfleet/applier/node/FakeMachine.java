package io.pgfleet.applier.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** A machine in memory: what is on it, how it answers, and what was done to it. */
public final class FakeMachine {
  private record Answer(Predicate<List<String>> matches, Function<Command, Outcome> outcome) {}

  private final String host;
  private final List<Answer> answers = new ArrayList<>();
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  final SortedMap<String, FakeFile> files = new TreeMap<>();
  final SortedMap<String, FakeUnit> units = new TreeMap<>();
  final SortedMap<String, String> packages = new TreeMap<>();
  final SortedMap<String, String> available = new TreeMap<>();
  final SortedMap<String, Account> accounts = new TreeMap<>();
  final Map<String, Map<String, byte[]>> staged = new TreeMap<>();
  final Map<String, Map<String, FakeReplaced>> replaced = new TreeMap<>();
  final Map<String, List<String>> journals = new TreeMap<>();
  final Map<String, List<String>> logs = new TreeMap<>();
  final FakeFaults faults = new FakeFaults();
  String key = "";
  String bootId = "boot-1";
  Optional<byte[]> record = Optional.empty();
  Optional<FakeNode> holder = Optional.empty();
  Holder holding = new Holder("", "", "");
  private boolean reachable = true;
  int cuts;
  private Predicate<FakeMachine> shut = machine -> false;
  private Optional<Undo> armed = Optional.empty();
  private Optional<byte[]> recordThen = Optional.empty();
  private final Map<String, Optional<FakeFile>> proven = new TreeMap<>();

  /** What was at a path before a run touched it; absent when nothing was there. */
  record FakeReplaced(Placement.Change change, Optional<FakeFile> before) {}

  FakeMachine(String host) {
    this.host = host;
    files.put("/etc", FakeFile.directory("0755"));
    files.put("/etc/hosts", FakeFile.file("127.0.0.1 localhost\n", "0644"));
  }

  public String host() {
    return host;
  }

  public SortedMap<String, FakeFile> files() {
    return files;
  }

  /** By unit name; a unit also comes to be when its file is placed. */
  public SortedMap<String, FakeUnit> units() {
    return units;
  }

  /** Installed version by name. */
  public SortedMap<String, String> packages() {
    return packages;
  }

  /** What {@code install} can find: version by name. */
  public SortedMap<String, String> available() {
    return available;
  }

  public SortedMap<String, Account> accounts() {
    return accounts;
  }

  /** What units logged. */
  public Map<String, List<String>> logs() {
    return logs;
  }

  /** The lines of a run's journal. */
  public List<String> journal(String run) {
    return journals.getOrDefault(run, List.of());
  }

  public Optional<byte[]> record() {
    return record;
  }

  /** From now on it remembers something else. */
  public void record(byte[] other) {
    record = Optional.of(other);
  }

  public FakeFaults faults() {
    return faults;
  }

  /** What was done, in order, such as {@code put /etc/motd} and {@code restart web.service}. */
  public List<String> events() {
    return List.copyOf(events);
  }

  public void forgetEvents() {
    events.clear();
  }

  /** Commands that match are answered by the function; the last one registered wins. */
  public void answer(Predicate<List<String>> matches, Function<Command, Outcome> outcome) {
    answers.add(new Answer(matches, outcome));
  }

  /** A command with exactly these words ends like this. */
  public void answer(List<String> argv, int exit, String stdout) {
    answer(argv::equals, command -> new Outcome(exit, stdout, ""));
  }

  /** From now on it remembers nothing. */
  public void forgetsRecord() {
    record = Optional.empty();
  }

  /** Nobody can connect any more, and open connections are lost. */
  public void unplug() {
    reachable = false;
    cuts++;
    holder = Optional.empty();
  }

  public void plugIn() {
    reachable = true;
  }

  /** Every unit that starts at boot is started, all others stop. */
  public void reboot() {
    holder = Optional.empty();
    bootId = "boot-" + (Integer.parseInt(bootId.substring("boot-".length())) + 1);
    units.replaceAll((name, unit) -> unit.enabled() ? unit.started() : unit.stopped());
  }

  /** Nobody gets in any more while the machine looks like that; open connections live on. */
  public void shutsWhile(Predicate<FakeMachine> state) {
    shut = state;
  }

  /** The texts of all content that is staged, and of all that was kept. */
  public String beside() {
    List<String> texts = new ArrayList<>();
    staged
        .values()
        .forEach(one -> one.values().forEach(each -> texts.add(new String(each, UTF_8))));
    replaced.values().stream()
        .flatMap(one -> one.values().stream())
        .flatMap(one -> one.before().stream())
        .filter(one -> one.kind().equals("file"))
        .forEach(one -> texts.add(one.text()));
    return String.join("\n", texts);
  }

  /** As {@link Node#forget} says. */
  void forget(String run, List<String> paths) {
    staged.remove(run);
    replaced
        .values()
        .forEach(
            one ->
                one.values()
                    .removeIf(
                        kept -> kept.before().isPresent() && paths.contains(kept.change().path())));
  }

  boolean isShut() {
    return shut.test(this);
  }

  void arm(Undo undo) {
    armed = Optional.of(undo);
    undo.paths().forEach(path -> proven.putIfAbsent(path, Optional.ofNullable(files.get(path))));
    recordThen = record;
    event("arm " + String.join(" ", undo.paths()));
  }

  void disarm(String id, List<String> forget) {
    if (armed.filter(undo -> undo.id().equals(id)).isEmpty()) {
      throw new NodeException("tried to come in again but failed because it was put back already");
    }
    armed = Optional.empty();
    forget.forEach(proven::remove);
    event("disarm");
  }

  /** Carries out what is armed, as a machine does once its time is over. */
  public void timePasses() {
    armed.ifPresent(
        undo -> {
          event("undo");
          undo.paths().forEach(path -> putBack(path, proven.get(path)));
          record = undo.withRecord() ? recordThen : record;
          undo.commands().forEach(argv -> event("undo runs " + String.join(" ", argv)));
        });
    armed = Optional.empty();
  }

  private void putBack(String path, Optional<FakeFile> before) {
    if (before.isPresent()) {
      files.put(path, before.get());
    } else {
      files.remove(path);
    }
  }

  public boolean isArmed() {
    return armed.isPresent();
  }

  boolean isReachable() {
    return reachable;
  }

  void event(String event) {
    events.add(event);
  }

  Outcome run(Command command) {
    for (int i = answers.size() - 1; i >= 0; i--) {
      if (answers.get(i).matches().test(command.argv())) {
        return answers.get(i).outcome().apply(command);
      }
    }
    return new Outcome(127, "", command.argv().get(0) + ": not found");
  }

  Map<String, byte[]> staged(String run) {
    return staged.computeIfAbsent(run, r -> new LinkedHashMap<>());
  }

  Map<String, FakeReplaced> replaced(String run) {
    return replaced.computeIfAbsent(run, r -> new LinkedHashMap<>());
  }
}
