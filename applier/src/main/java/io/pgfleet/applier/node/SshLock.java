package io.pgfleet.applier.node;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/**
 * A process on the machine that holds its lock, kept alive by a beat every 5 s; it ends with this
 * process, with the connection, or after 15 s of silence.
 */
final class SshLock implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(5);

  private final Channel channel;
  private final ScheduledFuture<?> beats;
  private final String token;
  private final boolean fresh;

  private SshLock(Channel channel, ScheduledFuture<?> beats, String token, boolean fresh) {
    this.channel = channel;
    this.beats = beats;
    this.token = token;
    this.fresh = fresh;
  }

  /**
   * Takes the lock.
   *
   * @throws LockedException when another run holds it
   */
  static SshLock take(String host, RootCommand root, Watch watch, Holder holder, String token)
      throws IOException {
    Channel channel = root.once();
    channel.send(
        Script.begin()
            .set("token", token)
            .set("run", holder.run())
            .set("who", oneLine("run " + holder.run() + " of " + holder.who()))
            .part("lock"));
    Reply reply = new Reply();
    String key = "";
    while (!key.equals("holding")) {
      String line = channel.line();
      if (line == null) {
        channel.close();
        throw refused(host, reply);
      }
      key = reply.add(line);
    }
    boolean fresh = reply.bytes("fresh").isPresent();
    return new SshLock(channel, watch.every(BEAT, () -> beat(channel)), token, fresh);
  }

  private static NodeException refused(String host, Reply reply) {
    if (reply.bytes("locked").isPresent()) {
      return new LockedException(
          host + " is held by " + reply.text("locked") + "; wait for its end");
    }
    String reason = reply.text("fail").isEmpty() ? "no answer came" : reply.text("fail");
    return NodeException.tried("take the lock", host, (reason + " " + reply.talk()).strip());
  }

  private static void beat(Channel channel) {
    try {
      channel.send(new byte[] {'.'});
    } catch (IOException e) {
      // the next change on the machine is refused, since the lock is gone there
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** What a change on the machine shows to prove that the lock is this one. */
  String token() {
    return token;
  }

  /** Whether the machine has nothing that the run staged or replaced. */
  boolean isFresh() {
    return fresh;
  }

  @Override
  public void close() {
    beats.cancel(false);
    try {
      channel.endInput();
      channel.await(END);
    } catch (IOException e) {
      // the machine gives it back by itself
    }
    channel.close();
  }
}
