package io.pgfleet.applier.cli;

import java.util.List;
import java.util.stream.Stream;

/** The named cases of the fault suite in memory. */
final class Faults {
  private Faults() {}

  static List<Fault> all() {
    return Stream.of(
            ConnectionFaults.all(),
            ServiceFaults.all(),
            CommandFaults.all(),
            DocumentFaults.all(),
            RecordFaults.all(),
            HandFaults.all(),
            WayBackFaults.all(),
            TreeFaults.all())
        .flatMap(List::stream)
        .toList();
  }

  static Fault named(String name) {
    return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
