package io.pgfleet.applier.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * The administrator's way onto a node: ssh with the fleet's key and strict host keys, a new
 * connection for each command.
 *
 * @param address where the node is
 * @param keys who may log in, and which host is believed
 */
record Login(String address, Keys keys) {

  private static final String USER = "admin";
  private static final int CONNECT_MILLIS = 5_000;

  /** Runs a shell command line and waits for its end, at most so many seconds. */
  Answer run(String commandLine, int seconds) {
    try (SSHClient client = connect();
        Session session = client.startSession()) {
      Session.Command command = session.exec(commandLine);
      String out = text(IOUtils.readFully(command.getInputStream()).toByteArray());
      String error = text(IOUtils.readFully(command.getErrorStream()).toByteArray());
      command.join(seconds, TimeUnit.SECONDS);
      Integer code = command.getExitStatus();
      return new Answer(code == null ? -1 : code, out, error);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "tried to run '" + commandLine + "' on " + address + " but failed", e);
    }
  }

  boolean answers() {
    try (SSHClient client = connect()) {
      return client.isAuthenticated();
    } catch (IOException e) {
      return false;
    }
  }

  private SSHClient connect() throws IOException {
    SSHClient client = new SSHClient();
    try {
      client.loadKnownHosts(keys.knownHosts().toFile());
      client.setConnectTimeout(CONNECT_MILLIS);
      client.connect(address);
      client.authPublickey(USER, client.loadKeys(keys.identity().toString()));
      return client;
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
