package io.pgfleet.applier.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was told for the record and the journals of a machine and is not on its way yet. */
final class Unwritten {
  private final Map<String, List<String>> lines = new LinkedHashMap<>();
  private Optional<byte[]> record = Optional.empty();

  void line(String run, String line) {
    lines.computeIfAbsent(run, r -> new ArrayList<>()).add(line);
  }

  void record(byte[] bytes) {
    record = Optional.of(bytes.clone());
  }

  boolean isEmpty() {
    return lines.isEmpty() && record.isEmpty();
  }

  /** Takes all of it as a script, to be run before the next change. */
  Script taken() {
    return isEmpty() ? new Script() : takenUnsynced().line("noted");
  }

  /** The same before a change that syncs what is noted, before it is seen. */
  Script takenUnsynced() {
    Script script = new Script();
    if (isEmpty()) {
      return script;
    }
    script.part("notes");
    lines.forEach((run, each) -> script.callForAll("notes", List.of(run), each));
    record.ifPresent(bytes -> script.writeFile(Placing.RECORD, bytes));
    lines.clear();
    record = Optional.empty();
    return script;
  }
}
