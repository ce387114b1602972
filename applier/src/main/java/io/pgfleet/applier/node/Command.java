package io.pgfleet.applier.node;

import java.time.Duration;
import java.util.List;

/**
 * A command as words, run as root without a shell of its own.
 *
 * @param stdin bytes fed to it, with secrets resolved; empty for none
 * @param limit after which it is ended and counts as failed
 */
public record Command(List<String> argv, byte[] stdin, Duration limit) {
  public Command {
    argv = List.copyOf(argv);
  }

  public static Command of(List<String> argv, Duration limit) {
    return new Command(argv, new byte[0], limit);
  }
}
