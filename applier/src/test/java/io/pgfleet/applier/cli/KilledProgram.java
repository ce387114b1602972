package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.SshNodes;
import io.pgfleet.applier.node.SshSettings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The program as a process of its own, to be killed at any instant. */
public final class KilledProgram {
  private KilledProgram() {}

  /**
   * @param words folder, host, key, known hosts, bridge
   */
  public static void main(String[] words) {
    Path folder = Path.of(words[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Console console =
        new Console(out, out, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()));
    Machines machines =
        (connections, inventory) ->
            new SshNodes(
                connections,
                new SshSettings(
                    inventory,
                    Optional.of(Path.of(words[2])),
                    Optional.of(Path.of(words[3])),
                    Optional.of(words[4])));
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
}
