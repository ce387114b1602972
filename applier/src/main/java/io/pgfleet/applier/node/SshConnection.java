package io.pgfleet.applier.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** An authenticated connection to a machine, perhaps through another one. */
final class SshConnection implements Way {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration LOGIN_LIMIT = Duration.ofSeconds(30);
  private static final int KEEP_ALIVE_SECONDS = 5;
  private static final int KEEP_ALIVE_MISSES = 3;

  private final SSHClient client;
  private final Optional<SshConnection> jump;

  private SshConnection(SSHClient client, Optional<SshConnection> jump) {
    this.client = client;
    this.jump = jump;
  }

  static SshConnection open(SshAddress address, SshSettings settings, Config config, Watch watch) {
    Optional<SshConnection> jump =
        address
            .jump()
            .map(host -> open(SshAddress.ofJump(host, settings), settings, config, watch));
    SSHClient client = new SSHClient(config);
    SshConnection connection = new SshConnection(client, jump);
    ScheduledFuture<?> end = watch.after(LOGIN_LIMIT, connection::close);
    HostKeys hostKeys = HostKeys.read(address.knownHosts());
    boolean connected = false;
    try {
      client.addHostKeyVerifier(hostKeys);
      if (jump.isEmpty() && settings.device().isPresent()) {
        Routes.require(address.host(), settings.device().get());
      }
      connection.connect(address);
      connection.logIn(address);
      connected = true;
      return connection;
    } catch (IOException e) {
      throw failed(address, hostKeys, e);
    } finally {
      end.cancel(false);
      if (!connected) {
        connection.close();
      }
    }
  }

  private static NodeException failed(SshAddress address, HostKeys hostKeys, IOException e) {
    String reason = hostKeys.refusal().isEmpty() ? reason(e) : hostKeys.refusal();
    return new NodeException("tried to connect to " + address + " but failed because " + reason, e);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void connect(SshAddress address) throws IOException {
    client.setSocketFactory(new PlainSockets());
    client.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
    // the library starts it while it connects, or never
    if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner runner) {
      runner.setMaxAliveCount(KEEP_ALIVE_MISSES);
    }
    client.getConnection().getKeepAlive().setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    if (jump.isPresent()) {
      SSHClient through = jump.get().client;
      client.connectVia(through.newDirectConnection(address.host(), address.port()));
    } else {
      client.connect(address.host(), address.port());
    }
  }

  private void logIn(SshAddress address) throws IOException {
    List<KeyProvider> keys = new ArrayList<>();
    for (Path key : address.keys()) {
      if (Files.isReadable(key)) {
        keys.add(client.loadKeys(key.toString()));
      }
    }
    if (keys.isEmpty()) {
      throw new IOException(
          "there is no private key: none of "
              + address.keys()
              + " can be read; name one as ssh.identity_file in env.yml (keys of an ssh agent"
              + " cannot be used)");
    }
    try {
      client.authPublickey(address.user(), keys);
    } catch (UserAuthException e) {
      throw new IOException(
          "it takes none of the keys "
              + address.keys()
              + " for '"
              + address.user()
              + "'; add the public key there, or name another one as ssh.identity_file in env.yml"
              + " (keys of an ssh agent and with a passphrase cannot be used)",
          e);
    }
  }

  @Override
  public Channel exec(String command) throws IOException {
    Session session = client.startSession();
    return Channel.of(session, session.exec(command));
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      // it is gone either way
    }
    jump.ifPresent(SshConnection::close);
  }
}
