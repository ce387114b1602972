package io.pgfleet.applier.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

/**
 * One long-lived shell of root on a machine, which runs scripts one after the other: a call costs
 * one round trip and no login, no sudo. Scripts come over its input, never as words of a command.
 */
final class RootShell implements AutoCloseable {
  private static final String DONE = "pgfleet done ";
  private static final String READY = "ready";

  private final String host;
  private final Way connection;
  private final Channel channel;
  private final Watch watch;

  RootShell(String host, Way connection, Channel channel, Watch watch) {
    this.host = host;
    this.connection = connection;
    this.channel = channel;
    this.watch = watch;
  }

  /**
   * Runs a script.
   *
   * @param what for messages, such as {@code place entries}
   * @param limit after which the connection is ended
   */
  synchronized Reply run(String what, Script script, Duration limit) {
    return run(what, script, limit, Optional.empty());
  }

  /** What a script reads after itself. */
  interface Input {

    /** What is sent together with the script, if anything. */
    byte[] first();

    /** What is sent when the script says that it is ready for more. */
    byte[] more(Reply reply);
  }

  /** Runs a script that reads on. */
  synchronized Reply run(String what, Script script, Duration limit, Input input) {
    return run(what, script, limit, Optional.of(input));
  }

  private Reply run(String what, Script script, Duration limit, Optional<Input> input) {
    ScheduledFuture<?> end = watch.after(limit, connection::close);
    try {
      send(script, input);
      Reply reply = new Reply();
      for (String line = channel.line(); line != null; line = channel.line()) {
        if (line.startsWith(DONE)) {
          return checked(what, reply, line.substring(DONE.length()));
        }
        if (reply.add(line).equals(READY) && input.isPresent()) {
          channel.send(input.get().more(reply));
        }
      }
      throw lost(what, limit, end);
    } catch (IOException e) {
      throw lost(what, limit, end);
    } finally {
      end.cancel(false);
    }
  }

  private void send(Script script, Optional<Input> input) throws IOException {
    if (input.isEmpty()) {
      channel.send(script);
      return;
    }
    channel.sendWithInput(script);
    byte[] first = input.get().first();
    if (first.length > 0) {
      channel.send(first);
    }
  }

  private Reply checked(String what, Reply reply, String exit) {
    String talk = reply.talk().isEmpty() ? "" : " (" + reply.talk() + ")";
    if (reply.bytes("fail").isPresent()) {
      throw NodeException.tried(what, host, reply.text("fail") + talk);
    }
    if (!exit.equals("0")) {
      throw NodeException.tried(what, host, "its script ended with " + exit + talk);
    }
    return reply;
  }

  private NodeException lost(String what, Duration limit, ScheduledFuture<?> end) {
    String reason =
        end.isDone() ? "it took more than " + limit.toSeconds() + " s" : "the connection was lost";
    return NodeException.tried(what, host, reason);
  }

  @Override
  public void close() {
    channel.close();
  }
}
