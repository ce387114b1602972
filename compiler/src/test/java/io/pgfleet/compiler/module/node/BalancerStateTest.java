package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the load balancer's servers count as judged; its socket is a stand-in that says the same.
 */
final class BalancerStateTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("pgfleet.root")).resolve("templates/node/balancer-state");

  @TempDir Path folder;
  private final AtomicInteger looks = new AtomicInteger();
  private final List<List<String>> servers = new ArrayList<>();
  private ServerSocketChannel socket;

  @BeforeEach
  void aLoadBalancer() throws IOException {
    Path path = folder.resolve("sock");
    Files.writeString(
        folder.resolve("balancer-state"),
        Files.readString(SCRIPT)
            .replace("/var/run/haproxy.sock", path.toString())
            .replace("/run/haproxy.", folder + "/haproxy.")
            .replace("/etc/haproxy/", folder + "/etc/")
            .replace("PATIENCE_SECONDS = 30", "PATIENCE_SECONDS = 1"));
    socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(path));
    Thread thread = new Thread(this::answer, "load balancer");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void itEnds() throws IOException {
    socket.close();
  }

  private void answer() {
    while (true) {
      try (SocketChannel link = socket.accept()) {
        ByteBuffer asked = ByteBuffer.allocate(100);
        link.read(asked);
        String command = new String(asked.array(), 0, asked.position(), StandardCharsets.UTF_8);
        link.write(ByteBuffer.wrap(said(command.strip()).getBytes(StandardCharsets.UTF_8)));
      } catch (ClosedChannelException ended) {
        return;
      } catch (IOException lost) {
        throw new java.io.UncheckedIOException(lost);
      }
    }
  }

  private String said(String command) {
    return switch (command) {
      case "show info" -> "Name: HAProxy\nPid: 42\nUptime_sec: 3\n\n";
      case "show servers state" -> "1\n# be_id be_name srv_id srv_name\n";
      case "show stat -1 4 -1" -> {
        int look = Math.min(looks.getAndIncrement(), servers.size() - 1);
        yield "# pxname,svname,status,check_status,\n" + String.join("", servers.get(look)) + "\n";
      }
      default -> "Unknown command.\n";
    };
  }

  private record Said(int exit, String out) {}

  private Said run(String... words) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("sh", folder.resolve("balancer-state").toString()));
    argv.addAll(List.of(words));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Said(process.waitFor(), out);
  }

  /** One look: service, server, status, and what its check said last. */
  private void look(String... rows) {
    servers.add(List.of(rows).stream().map(row -> row + ",\n").toList());
  }

  @Test
  void opensWhenEveryServiceHasAServer() throws Exception {
    look("writers,a,UP,L7OK", "writers,b,DOWN,L7STS", "plain,c,no check,");
    assertEquals(new Said(0, ""), run("judged", "writers"));
  }

  @Test
  void waitsForWhoWasNotCheckedYetAndForWhoIsAboutToComeUp() throws Exception {
    look("writers,a,DOWN,INI", "writers,b,DOWN,INI");
    look("writers,a,UP,INI", "writers,b,DOWN,L7STS");
    look("writers,a,DOWN 1/3,* L7OK", "writers,b,DOWN,L7STS");
    look("writers,a,UP,L7OK", "writers,b,DOWN,L7STS", "readers,b,DOWN,* INI");
    look("writers,a,UP,L7OK", "writers,b,DOWN,L7STS", "readers,b,UP,L7OK");
    assertEquals(new Said(0, ""), run("judged", "writers"));
    assertEquals(5, looks.get());
  }

  @Test
  void onlyTellsOfServicesThatMayHaveNoServer() throws Exception {
    look("writers,a,UP,L7OK", "offline,b,DOWN,L7STS", "offline,c,DOWN,L4CON", "off,d,MAINT,");
    assertEquals(
        new Said(
            0,
            "no server of the service 'offline' is fit for it (b L7STS, c L4CON)\n"
                + "no server of the service 'off' is fit for it (d MAINT)"),
        run("judged", "writers"));
    assertEquals(1, looks.get(), "nothing is waited for");
  }

  @Test
  void staysClosedWithoutAServerThatMustBeThere() throws Exception {
    look("writers,a,DOWN,L7STS", "writers,b,DOWN,L4CON", "offline,c,DOWN,L7STS");
    assertEquals(
        new Said(1, "no server of the service 'writers' is fit for it (a L7STS, b L4CON)"),
        run("judged", "writers"));
    assertEquals(
        new Said(1, "the load balancer runs without the service 'others'"),
        run("judged", "others"));
  }

  @Test
  void neverHangsOnAServerThatCannotBeJudged() throws Exception {
    look("writers,a,UP,L7OK", "slow,b,DOWN,INI");
    assertEquals(
        new Said(0, "no server of the service 'slow' is fit for it (b INI)"),
        run("judged", "writers"));
  }

  @Test
  void doesNotBelieveTheProcessThatWasToBeReplaced() throws Exception {
    look("writers,a,UP,L7OK");
    assertEquals(0, run("reload").exit());
    Said said = run("judged", "writers");
    assertEquals(1, said.exit());
    assertTrue(said.out().contains("from before the reload still answers"), said.out());
    assertEquals(0, run("start").exit());
    assertEquals(new Said(0, ""), run("judged", "writers"));
  }

  @Test
  void staysClosedWhenNothingAnswers() throws Exception {
    socket.close();
    Said said = run("judged");
    assertEquals(1, said.exit());
    assertFalse(said.out().contains("Traceback"), said.out());
    assertTrue(said.out().startsWith("the load balancer cannot be asked: "), said.out());
  }
}
