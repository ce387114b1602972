package io.pgfleet.applier.node;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Makes the scripts that arm, carry out and disarm an undo. */
final class Arming {
  private Arming() {}

  /** Goes on a script that may change the machine. */
  static Script arm(Script script, Undo undo) {
    script.part("undo").part("arm").callEach("keep_proven", undo.paths());
    if (undo.withRecord()) {
      script.line(
          "[ ! -e \"$home/record.json\" ] || cp -p \"$home/record.json\" \"$undo/record.json\"");
    }
    byte[] later = carriedOut(undo).toString().getBytes(StandardCharsets.UTF_8);
    script.line("later=$undo/" + undo.id() + ".sh");
    script.line("write_file \"$later\" " + Base64.getEncoder().encodeToString(later));
    return script.call("start", undo.id(), String.valueOf(undo.after().toSeconds()));
  }

  /** What the machine runs by itself; it waits for a change that is under way. */
  private static Script carriedOut(Undo undo) {
    Script script = Script.begin().part("undo");
    script.line("exec 9>>\"$home/busy\" && flock -w 120 9");
    script.line("armed " + ShellWord.quote(undo.id()) + " || exit 0");
    script.callEach("put_back", undo.paths());
    if (undo.withRecord()) {
      script.line(
          "[ ! -e \"$undo/record.json\" ] || mv -f \"$undo/record.json\" \"$home/record.json\"");
    }
    script.line("mv -f \"$undo/armed\" \"$undo/undone\"; sync");
    for (List<String> command : undo.commands()) {
      script.line("timeout -k 2 60 " + ShellWord.quote(command) + " 9>&-");
    }
    return script;
  }

  static Script disarm(String id, List<String> proven) {
    Script script = Script.begin().part("undo");
    return script.line("disarm " + ShellWord.quote(id) + " " + ShellWord.quote(proven));
  }
}
