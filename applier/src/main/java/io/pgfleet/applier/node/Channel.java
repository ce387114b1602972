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
final class Channel implements AutoCloseable {
  private static final int MOST_TALK = 4096;

  private final InputStream errors;
  private final OutputStream out;
  private final Ending ending;
  private final BufferedReader lines;

  /** How a command is waited for and ended. */
  interface Ending {
    void await(Duration limit) throws IOException;

    void close() throws IOException;
  }

  Channel(InputStream in, InputStream errors, OutputStream out, Ending ending) {
    this.errors = errors;
    this.out = out;
    this.ending = ending;
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
  }

  /** A command over ssh. */
  static Channel of(Session session, Session.Command command) {
    Ending ending =
        new Ending() {
          @Override
          public void await(Duration limit) throws IOException {
            command.join(limit.toMillis(), TimeUnit.MILLISECONDS);
          }

          @Override
          public void close() throws IOException {
            session.close();
          }
        };
    return new Channel(
        command.getInputStream(), command.getErrorStream(), command.getOutputStream(), ending);
  }

  /** Sends bytes; the flush keeps the library from losing the tail of a stream. */
  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends a script to a command that reads its length first. */
  void send(Script script) throws IOException {
    send(script, "");
  }

  /** Sends a script that goes on to read what is sent after it. */
  void sendWithInput(Script script) throws IOException {
    send(script, " input");
  }

  private void send(Script script, String more) throws IOException {
    byte[] bytes = script.toString().getBytes(StandardCharsets.UTF_8);
    byte[] length = (bytes.length + more + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[length.length + bytes.length];
    System.arraycopy(length, 0, message, 0, length.length);
    System.arraycopy(bytes, 0, message, length.length, bytes.length);
    send(message);
  }

  /** Says that nothing more comes. */
  void endInput() throws IOException {
    out.flush();
    out.close();
  }

  /** The next line; {@code null} after the last one. */
  String line() throws IOException {
    return lines.readLine();
  }

  /** What it said on its error stream so far, once it ended. */
  String talk() throws IOException {
    return new String(errors.readNBytes(MOST_TALK), StandardCharsets.UTF_8).strip();
  }

  /** Waits until it ended. */
  void await(Duration limit) throws IOException {
    ending.await(limit);
  }

  @Override
  public void close() {
    try {
      ending.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
