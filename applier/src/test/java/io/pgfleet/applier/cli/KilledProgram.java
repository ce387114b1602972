package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.node.SshNodes;
import io.pgfleet.applier.node.SshSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The program as a process of its own, to be killed at any instant, or to kill itself at a boundary
 * of its journal: right before or right after something is told to a machine or done there.
 */
public final class KilledProgram {
  private static final Set<String> LOOKS = Set.of("host", "observe", "ask", "log", "journals");

  private final int boundary;
  private int passed;

  private KilledProgram(int boundary) {
    this.boundary = boundary;
  }

  /**
   * @param words folder, host, key, known hosts, bridge, and the number of the boundary at which it
   *     dies; it dies at none that is not reached
   */
  public static void main(String[] words) {
    KilledProgram program = new KilledProgram(Integer.parseInt(words[5]));
    Path folder = Path.of(words[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Console console =
        new Console(out, out, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()));
    Machines machines =
        (connections, inventory) ->
            program.mortal(
                new SshNodes(
                    connections,
                    new SshSettings(
                        inventory,
                        Optional.of(Path.of(words[2])),
                        Optional.of(Path.of(words[3])),
                        Optional.of(words[4]))));
    System.exit(
        new Main(console, machines)
            .run(
                "--env",
                "test",
                "--out",
                folder.resolve("out").toString(),
                "--inventories",
                folder.resolve("inventories").toString()));
  }

  private Nodes mortal(SshNodes nodes) {
    return new Nodes() {
      @Override
      public Node open(String host) {
        return mortal(nodes.open(host));
      }

      @Override
      public void close() {
        nodes.close();
      }
    };
  }

  private Node mortal(Node node) {
    return (Node)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (proxy, method, arguments) -> {
              boolean changes = !LOOKS.contains(method.getName());
              try {
                if (changes) {
                  pass("before " + method.getName());
                }
                Object result = method.invoke(node, arguments);
                if (changes) {
                  pass("after " + method.getName());
                }
                return result;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private synchronized void pass(String where) {
    passed++;
    if (passed == boundary) {
      System.out.println(where);
      die();
    }
  }

  /** SIGKILL, after which nothing of this process runs any more. */
  private static void die() {
    try {
      new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
      new CountDownLatch(1).await();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
