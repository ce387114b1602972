package io.pgfleet.applier.cli;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeNodes;
import io.pgfleet.applier.node.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The program as a process of its own, with a machine in memory whose command {@code slow} and gate
 * {@code pulse} leave a file named after them and take until a file {@code go} is there.
 */
public final class SlowProgram {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private SlowProgram() {}

  /**
   * @param words a folder, then the program's own
   */
  public static void main(String[] words) {
    Path folder = Path.of(words[0]);
    FakeNodes fleet = new FakeNodes();
    FakeMachine machine = fleet.machine("10.0.0.1");
    for (String command : List.of("slow", "pulse")) {
      machine.answer(List.of(command)::equals, any -> answer(folder, command));
    }
    machine.answer(List.of("quick"), 0, "");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Console console =
        new Console(out, err, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()));
    int code =
        new Main(console, (tree, inventory) -> fleet)
            .run(Arrays.copyOfRange(words, 1, words.length));
    out.println("events " + machine.events());
    System.exit(code);
  }

  private static Outcome answer(Path folder, String command) {
    try {
      Files.writeString(folder.resolve(command), "");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Eventually.within(LIMIT, "go", () -> Files.exists(folder.resolve("go")));
    return new Outcome(0, "", "");
  }
}
