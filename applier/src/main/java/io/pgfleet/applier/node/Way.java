package io.pgfleet.applier.node;

import java.io.IOException;

/** How commands are started on a machine. */
interface Way extends AutoCloseable {

  /** Starts a command line of a shell, with streams of its own. */
  Channel exec(String command) throws IOException;

  /** Ends all that was started; never throws. */
  @Override
  void close();
}
