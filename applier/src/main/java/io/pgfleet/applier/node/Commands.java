package io.pgfleet.applier.node;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Makes the scripts that run commands, and reads how they ended. */
final class Commands {
  private static final int MOST_STDOUT = 1 << 20;
  private static final int MOST_STDERR = 1 << 16;
  private static final int KILLED = 137;
  private static final int TIMED_OUT = 124;

  /** What a machine may take to end a command after its limit. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private Commands() {}

  static Script ask(List<Command> commands) {
    Script script = Script.begin().part("ask").line("{ {");
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      List<String> words = new ArrayList<>(List.of(String.valueOf(i)));
      words.addAll(words(command));
      script.line("ask " + ShellWord.quote(words) + " &");
    }
    return script.line("wait; } 4>&1; } | cat");
  }

  static Script act(Script script, Command command) {
    return script.part("act").call("act", words(command));
  }

  /** A part of ours as a command, with the words it works on. */
  static Command own(Script part, List<String> words, Duration limit) {
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", part.toString(), "pgfleet"));
    argv.addAll(words);
    return Command.of(argv, limit);
  }

  private static List<String> words(Command command) {
    List<String> words = new ArrayList<>();
    words.add(String.format(Locale.ROOT, "%.3f", command.limit().toMillis() / 1000.0));
    words.add(Base64.getEncoder().encodeToString(command.stdin()));
    words.addAll(command.argv());
    return words;
  }

  /** How long all of them may take together, as they run at the same time. */
  static Duration limit(List<Command> commands) {
    return commands.stream()
        .map(Command::limit)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO)
        .plus(GRACE);
  }

  static Outcome outcome(String what, String host, Reply reply, int index) {
    String exit = reply.text("exit." + index).strip();
    if (exit.isEmpty()) {
      throw NodeException.tried(what, host, "no answer came: " + reply.talk());
    }
    int code = Integer.parseInt(exit);
    return new Outcome(
        code == KILLED ? TIMED_OUT : code,
        text(reply, "out." + index, MOST_STDOUT),
        text(reply, "err." + index, MOST_STDERR));
  }

  private static String text(Reply reply, String key, int most) {
    byte[] bytes = reply.bytes(key).orElse(new byte[0]);
    byte[] cut = bytes.length > most ? Arrays.copyOf(bytes, most) : bytes;
    return new String(cut, StandardCharsets.UTF_8);
  }
}
