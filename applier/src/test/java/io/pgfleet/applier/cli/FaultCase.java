package io.pgfleet.applier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One case of the fault suite as a process of its own, whose class path may lack a protection. */
public final class FaultCase {
  private FaultCase() {}

  /**
   * Exits with 0 when the case ends as it should, else with 1.
   *
   * @param words name of the case, host, container, key, known hosts, bridge
   */
  public static void main(String[] words) throws IOException {
    Scene.Place place =
        new Scene.Place(words[1], words[2], Path.of(words[3]), Path.of(words[4]), words[5]);
    MachineFaults.Case found =
        MachineFaults.all().stream().filter(one -> one.name().equals(words[0])).findFirst().get();
    Path folder = Files.createTempDirectory("case");
    try {
      found.story().accept(new Scene(place, folder));
    } catch (RuntimeException | AssertionError noticed) {
      System.out.println(noticed);
      System.exit(1);
    }
    System.exit(0);
  }
}
