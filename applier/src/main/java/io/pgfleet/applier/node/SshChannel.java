package io.pgfleet.applier.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.direct.Session;

/** A command on the other side, with its streams. */
final class SshChannel implements AutoCloseable {
  private static final int MOST_TALK = 4096;

  private final Session session;
  private final Session.Command command;
  private final BufferedReader lines;

  SshChannel(Session session, Session.Command command) {
    this.session = session;
    this.command = command;
    this.lines =
        new BufferedReader(
            new InputStreamReader(command.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes; the flush keeps the library from losing the tail of a stream. */
  void send(byte[] bytes) throws IOException {
    OutputStream out = command.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Sends a script to a command that reads its length first. */
  void send(Script script) throws IOException {
    byte[] bytes = script.toString().getBytes(StandardCharsets.UTF_8);
    byte[] length = (bytes.length + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[length.length + bytes.length];
    System.arraycopy(length, 0, message, 0, length.length);
    System.arraycopy(bytes, 0, message, length.length, bytes.length);
    send(message);
  }

  /** Says that nothing more comes. */
  void endInput() throws IOException {
    command.getOutputStream().flush();
    command.getOutputStream().close();
  }

  /** The next line; {@code null} after the last one. */
  String line() throws IOException {
    return lines.readLine();
  }

  /** What it said on its error stream so far, once it ended. */
  String talk() throws IOException {
    InputStream errors = command.getErrorStream();
    return new String(errors.readNBytes(MOST_TALK), StandardCharsets.UTF_8).strip();
  }

  /** Waits until it ended. */
  void await(Duration limit) throws IOException {
    command.join(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
