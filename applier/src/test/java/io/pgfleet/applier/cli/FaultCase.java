package io.pgfleet.applier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** One case of the fault suites as a process of its own, whose class path may lack a protection. */
public final class FaultCase {
  /** The case ends as it should. */
  static final int PASSES = 0;

  /** The case fails, and nothing else did. */
  static final int FAILS = 10;

  /** The program does not even work where nothing goes wrong. */
  static final int SPOILT = 11;

  private FaultCase() {}

  /**
   * Exits with one of the codes above.
   *
   * @param words name of the case; and for one on a real machine host, container, key, known hosts,
   *     bridge
   */
  public static void main(String[] words) throws IOException {
    if (words.length == 1) {
      Fault fault = Faults.named(words[0]);
      end(folder -> new FaultTrial(folder).fair(), folder -> new FaultTrial(folder).of(fault));
    }
    Scene.Place place =
        new Scene.Place(words[1], words[2], Path.of(words[3]), Path.of(words[4]), words[5]);
    MachineFaults.Case found = MachineFaults.named(words[0]);
    end(
        folder -> new Scene(place, folder).fair(),
        folder -> found.story().accept(new Scene(place, folder)));
  }

  private static void end(Consumer<Path> fair, Consumer<Path> trial) throws IOException {
    if (!holds(fair)) {
      System.exit(SPOILT);
    }
    System.exit(holds(trial) ? PASSES : FAILS);
  }

  /** The words after the name for a case on a machine. */
  static List<String> words(Scene.Place place) {
    return List.of(
        place.host(),
        place.container(),
        place.identity().toString(),
        place.knownHosts().toString(),
        place.bridge());
  }

  private static boolean holds(Consumer<Path> trial) throws IOException {
    try {
      trial.accept(Files.createTempDirectory("case"));
      return true;
    } catch (RuntimeException | AssertionError noticed) {
      noticed.printStackTrace(System.out);
      return false;
    }
  }
}
