package io.pgfleet.applier.cli;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What goes wrong on a machine with a real sshd and systemd: exit code, message and bytes. */
final class MachineFaults {
  private MachineFaults() {}

  /**
   * One thing that goes wrong.
   *
   * @param protection without which the story ends otherwise
   * @param story asserts how it ends
   */
  record Case(String name, Mutation protection, Consumer<Scene> story) {}

  static List<Case> all() {
    return Stream.of(
            MachineFaultsFiles.all(),
            MachineFaultsServices.all(),
            MachineFaultsWays.all(),
            MachineFaultsLocks.all(),
            MachineFaultsPeople.all(),
            MachineFaultsPower.all())
        .flatMap(List::stream)
        .toList();
  }

  static Case named(String name) {
    return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
