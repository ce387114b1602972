package io.pgfleet.applier.node;

import java.util.List;
import java.util.stream.Collectors;

/** The one place where texts become words of a shell. */
final class ShellWord {
  private ShellWord() {}

  /** The text as one word, whatever is in it. */
  static String quote(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new NodeException("a word with a NUL cannot be handed to a command");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static String quote(List<String> texts) {
    return texts.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
  }
}
