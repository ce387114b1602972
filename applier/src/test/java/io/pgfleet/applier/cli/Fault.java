package io.pgfleet.applier.cli;

import java.util.List;
import java.util.function.Consumer;

/**
 * One thing that goes wrong while the second tree is applied.
 *
 * @param protection without which it ends otherwise
 * @param harm does it, before the run
 */
record Fault(String name, Mutation protection, Consumer<FaultStory> harm, Ends ends) {
  static final String OLD = "old";
  static final String NEW = "new";

  /**
   * How the run has to end.
   *
   * @param exit code of the program
   * @param bytes of the configuration afterwards
   * @param says parts of what the run prints
   * @param also what else has to be so then
   */
  record Ends(int exit, String bytes, List<String> says, Consumer<FaultStory> also) {
    Ends {
      says = List.copyOf(says);
    }

    Ends and(Consumer<FaultStory> more) {
      return new Ends(exit, bytes, says, also.andThen(more));
    }
  }

  static Ends ends(int exit, String bytes, String... says) {
    return new Ends(exit, bytes, List.of(says), story -> {});
  }
}
