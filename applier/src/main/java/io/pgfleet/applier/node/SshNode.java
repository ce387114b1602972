package io.pgfleet.applier.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;

/** A machine over ssh. Calls on one machine run one after the other. */
final class SshNode implements Node {
  private static final Duration LOOK = Duration.ofSeconds(60);
  private static final Duration CHANGE = Duration.ofMinutes(5);

  /** What a machine may take to end an earlier change and then this one, after its limit. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final String host;
  private final Way connection;
  private final RootCommand root;
  private final RootShell shell;
  private final Watch watch;
  private final Map<String, Staging> staged = new HashMap<>();
  private final Map<String, KeptIndex> kept = new HashMap<>();
  private final Unwritten unwritten = new Unwritten();
  private Optional<SshLock> lock = Optional.empty();

  SshNode(String host, Way connection, boolean become, Watch watch) throws IOException {
    this.host = host;
    this.connection = connection;
    this.watch = watch;
    this.root = new RootCommand(connection, host, become);
    this.shell = new RootShell(host, connection, root.loop(), watch);
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public Observation observe(Question question) {
    flush();
    Observing observing = new Observing(question);
    return observing.read(shell.run("look at entries and units", observing.script(), LOOK));
  }

  @Override
  public List<Outcome> ask(List<Command> commands) {
    if (commands.isEmpty()) {
      return List.of();
    }
    Reply reply = shell.run("ask it", Commands.ask(commands), Commands.limit(commands));
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      outcomes.add(Commands.outcome("ask it", host, reply, i));
    }
    return outcomes;
  }

  @Override
  public synchronized void lock(Holder holder) {
    if (lock.isPresent()) {
      return;
    }
    ScheduledFuture<?> end = watch.after(LOOK, connection::close);
    try {
      String token = new Staging().randomName();
      SshLock taken = SshLock.take(host, root, watch, holder, token);
      lock = Optional.of(taken);
      if (taken.isFresh()) {
        staged.put(holder.run(), new Staging());
        kept.put(holder.run(), new KeptIndex());
      }
    } catch (IOException e) {
      throw NodeException.tried("take the lock", host, "the connection was lost");
    } finally {
      end.cancel(false);
    }
  }

  @Override
  public synchronized void unlock() {
    try {
      flush();
    } catch (NodeException lost) {
      // what the run had to know of it was asked for before
    }
    lock.ifPresent(SshLock::close);
    lock = Optional.empty();
  }

  @Override
  public synchronized void stage(String run, List<Content> contents) {
    String what = "stage content";
    Staging staging = staged.computeIfAbsent(safe(run), r -> new Staging());
    boolean fresh = kept.containsKey(run) && staging.isEmpty();
    byte[] all = fresh ? staging.all(contents) : new byte[0];
    Script script = new Script();
    if (fresh) {
      script.set("size", String.valueOf(all.length)).part("input");
    }
    script
        .then(fenced(what, unwritten.taken()))
        .set("size", fresh ? String.valueOf(all.length) : "");
    script.set("run", run).part("read").part("stage");
    Reply reply =
        shell.run(what, script, CHANGE, input(all, there -> staging.missing(contents, there)));
    KeptIndex index = new KeptIndex();
    index.learn(reply.lines("index"), reply.lines("modes"));
    kept.putIfAbsent(run, index);
    List<String> broken = staging.broken(contents, reply);
    if (!broken.isEmpty()) {
      String reason = "the content of " + broken.get(0) + " did not arrive whole";
      throw NodeException.tried(what, host, reason);
    }
  }

  private static RootShell.Input input(byte[] first, Function<Reply, byte[]> more) {
    return new RootShell.Input() {
      @Override
      public byte[] first() {
        return first;
      }

      @Override
      public byte[] more(Reply reply) {
        return more.apply(reply);
      }
    };
  }

  @Override
  public synchronized void place(Placement placement) {
    String what = "place entries";
    token(what);
    learn(safe(placement.run()));
    Placing placing =
        new Placing(placement, staged.get(placement.run()), kept.get(placement.run()));
    try {
      Reply read = placing.hasBlocks() ? shell.run(what, placing.read(), LOOK) : new Reply();
      Script script = placing.write(read);
      shell.run(what, fenced(what, unwritten.takenUnsynced()).then(script), CHANGE);
    } catch (NodeException e) {
      // what was noted on the machine is read again before it counts
      kept.remove(placement.run());
      throw e;
    }
  }

  /** Reads what an earlier connection staged and replaced for a run. */
  private void learn(String run) {
    if (staged.containsKey(run) && kept.containsKey(run)) {
      return;
    }
    Script script = Script.begin().set("run", run).part("read");
    Reply reply =
        shell.run("see what a run did", script.line("kept_index").line("staged_index"), LOOK);
    KeptIndex index = new KeptIndex();
    index.learn(reply.lines("index"), reply.lines("modes"));
    kept.put(run, index);
    staged.computeIfAbsent(
        run,
        r -> {
          Staging staging = new Staging();
          staging.learn(reply.lines("staged"));
          return staging;
        });
  }

  @Override
  public Outcome unit(UnitAction action, Duration limit) {
    Script part =
        new Script()
            .set("unit", action.unit())
            .set("verb", action.verb())
            .set("enabled", action.enabled() ? "yes" : "no")
            .set("reread", action.daemonReload() ? "yes" : "no")
            .part("unit");
    List<String> reload = action.verb().equals("reload") ? action.reloadArgv() : List.of();
    return act(Commands.own(part, reload, limit));
  }

  @Override
  public Outcome install(List<String> packages, Duration limit) {
    return act(Commands.own(new Script().part("packages").part("install"), packages, limit));
  }

  @Override
  public Outcome account(Account account, Duration limit) {
    Script part =
        new Script()
            .set("name", account.name())
            .set("uid", account.uid().map(String::valueOf).orElse(""))
            .set("group", account.group())
            .set("home_folder", account.home())
            .set("shell", account.shell())
            .set("system", account.system() ? "--system" : "")
            .set("create_home", account.system() ? "--no-create-home" : "--create-home")
            .part("account");
    return act(Commands.own(part, account.groups(), limit));
  }

  @Override
  public synchronized Outcome act(Command command) {
    String what = "run " + command.argv().get(0);
    Script script = Commands.act(new Script(), command);
    Reply reply = change(what, script, command.limit().plus(GRACE));
    return Commands.outcome(what, host, reply, 0);
  }

  @Override
  public void arm(Undo undo) {
    change("arm an undo", Arming.arm(new Script(), undo), CHANGE);
  }

  @Override
  public void disarm(String id, List<String> proven) {
    shell.run("come in again", Arming.disarm(id, proven), CHANGE);
  }

  @Override
  public synchronized void record(byte[] record) {
    token("write the record");
    unwritten.record(record);
  }

  @Override
  public synchronized void journal(String run, String line) {
    token("write the journal");
    unwritten.line(safe(run), line);
  }

  @Override
  public synchronized void flush() {
    if (!unwritten.isEmpty()) {
      change("write journal and record", new Script(), CHANGE);
    }
  }

  @Override
  public List<String> journals(int runs) {
    flush();
    Script script = Script.begin().part("read").call("journals", String.valueOf(runs));
    return shell.run("read the journals", script.set("run", ""), LOOK).lines("journal");
  }

  @Override
  public synchronized List<Replaced> replaced(String run) {
    kept.remove(safe(run));
    learn(run);
    return kept.get(run).wayBack();
  }

  @Override
  public synchronized void forget(String run, List<String> paths) {
    String what = "let go of what a run needed";
    List<String> words = paths.stream().map(SshNode::word).toList();
    Script script = new Script().set("run", safe(run)).part("forget");
    staged.remove(run);
    kept.remove(run);
    change(what, script.line("staged_content").callForAll("copies_of", words), CHANGE);
  }

  /** A text as the indexes on the machine have it. */
  private static String word(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> log(String unit, int lines) {
    Command command =
        Command.of(
            List.of(
                "journalctl",
                "--quiet",
                "--no-pager",
                "--output=short-iso",
                "--unit=" + unit,
                "--lines=" + lines),
            Duration.ofSeconds(10));
    return ask(List.of(command)).get(0).stdout().lines().toList();
  }

  /** Runs what changes the machine, after all that was told before. */
  private synchronized Reply change(String what, Script script, Duration limit) {
    return shell.run(what, fenced(what, unwritten.taken()).then(script), limit);
  }

  private Script fenced(String what, Script first) {
    return Script.begin().set("token", token(what)).part("fence").then(first);
  }

  private String token(String what) {
    return lock.map(SshLock::token)
        .orElseThrow(() -> NodeException.tried(what, host, "the lock is not held"));
  }

  /** A run's id names folders on the machine. */
  private static String safe(String run) {
    if (!run.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new NodeException("'" + run + "' cannot be the id of a run");
    }
    return run;
  }

  @Override
  public synchronized void close() {
    unlock();
    shell.close();
    connection.close();
  }
}
