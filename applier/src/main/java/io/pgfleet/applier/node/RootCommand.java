package io.pgfleet.applier.node;

import java.io.IOException;

/** How a shell of root is started over a connection, and that it did start. */
final class RootCommand {
  private static final String READY = "pgfleet ready";

  /** Reads one script by its length and runs it; the rest of the input is the script's. */
  private static final String ONCE =
      "echo "
          + READY
          + "; IFS= read -r n && s=$(dd bs=\"$n\" count=1 iflag=fullblock 2>/dev/null)"
          + " && eval \"$s\" 2>&1";

  /** Reads scripts one after the other, runs each, and says that it ended; some read on at 3. */
  private static final String LOOP =
      "echo "
          + READY
          + "; while IFS=' ' read -r n more; do"
          + " s=$(dd bs=\"$n\" count=1 iflag=fullblock 2>/dev/null);"
          + " if [ -z \"$more\" ]; then (eval \"$s\") </dev/null 2>&1;"
          + " else (eval \"$s\") 3<&0 </dev/null 2>&1; fi;"
          + " printf '\\npgfleet done %s\\n' \"$?\"; done";

  private final Way connection;
  private final String host;
  private final boolean become;

  RootCommand(Way connection, String host, boolean become) {
    this.connection = connection;
    this.host = host;
    this.become = become;
  }

  /** A shell that runs one script, which then owns the input. */
  Channel once() throws IOException {
    return start(ONCE);
  }

  /** A shell that runs scripts until its input ends. */
  Channel loop() throws IOException {
    return start(LOOP);
  }

  private Channel start(String text) throws IOException {
    String shell = "/bin/sh -c " + ShellWord.quote(text);
    Channel channel = connection.exec(become ? "sudo -n -- " + shell : shell);
    StringBuilder said = new StringBuilder();
    for (String line = channel.line(); !READY.equals(line); line = channel.line()) {
      if (line == null) {
        String talk = (said + " " + channel.talk()).strip();
        channel.close();
        throw NodeException.tried("get a shell of root", host, reason(talk));
      }
      said.append(line).append(' ');
    }
    return channel;
  }

  private String reason(String talk) {
    String said = talk.isEmpty() ? "the machine ended it without a word" : "it said '" + talk + "'";
    return become
        ? said + "; allow the user to run /bin/sh with sudo without a password (NOPASSWD)"
        : said;
  }
}
