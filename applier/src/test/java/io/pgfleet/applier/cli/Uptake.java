package io.pgfleet.applier.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Which version of its configuration a service runs with, told from what was done on its machine.
 *
 * @param held number of the version that is there
 * @param running number of the version that the service started with last
 * @param migrated number of the version that the command before it saw last
 */
record Uptake(int held, int running, int migrated) {

  /** Replays what was done, in order. */
  static Uptake of(List<String> events) {
    Deque<Integer> versions = new ArrayDeque<>(List.of(0));
    int made = 0;
    int running = 0;
    int migrated = 0;
    for (String event : events) {
      if (event.equals("put " + FaultTree.CONF)) {
        versions.push(++made);
      } else if (event.equals("restore " + FaultTree.CONF)) {
        versions.pop();
      } else if (event.matches("(re)?start app.service")) {
        running = versions.peek();
      } else if (event.equals("run migrate")) {
        migrated = versions.peek();
      }
    }
    return new Uptake(versions.peek(), running, migrated);
  }
}
