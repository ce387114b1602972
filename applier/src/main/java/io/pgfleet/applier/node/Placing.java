package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the scripts that place entries: one that reads files with blocks, one that changes. */
final class Placing {
  /** Where the record stands on a machine. */
  static final String RECORD = "/var/lib/pgfleet/record.json";

  private static final String FOLDER = "/var/lib/pgfleet";

  /** Files that are made durable together with what was kept. */
  private static final int TOGETHER = 100;

  private final Placement placement;
  private final Staging staging;
  private final KeptIndex kept;
  private final Map<String, Edited> edited = new LinkedHashMap<>();

  /** A file that others write too, as it was read and as it shall be. */
  private static final class Edited {
    private final String path;
    private final byte[] before;
    private String text;

    Edited(String path, byte[] before) {
      this.path = path;
      this.before = before;
      this.text = new String(before, StandardCharsets.UTF_8);
    }
  }

  Placing(Placement placement, Staging staging, KeptIndex kept) {
    this.placement = placement;
    this.staging = staging;
    this.kept = kept;
  }

  boolean hasBlocks() {
    return placement.changes().stream().anyMatch(Placing::isBlock);
  }

  private static boolean isBlock(Placement.Change change) {
    return change.kind().equals("block");
  }

  /** The script that reads the files in which blocks change, and the blocks' new lines. */
  Script read() {
    Script script = Script.begin().set("run", placement.run()).part("read");
    for (int i = 0; i < placement.changes().size(); i++) {
      Placement.Change change = placement.changes().get(i);
      if (isBlock(change)) {
        script.call("shared", String.valueOf(i), change.path());
        if (!change.verb().equals("remove")) {
          script.call("lines", String.valueOf(i), source(change));
        }
      }
    }
    return script;
  }

  /** The script that carries the changes out. */
  Script write(Reply read) {
    Script script = new Script().set("run", placement.run()).part("place");
    Sheaves sheaves = new Sheaves(placement.changes(), this::goesUnderItsName);
    for (int i = 0; i < placement.changes().size(); i++) {
      Placement.Change change = placement.changes().get(i);
      if (isBlock(change)) {
        edit(script, change, i, read);
      } else {
        keep(script, change);
        if (goesUnderItsName(change)) {
          sheaves.prepare(script, change, this::source);
        } else {
          prepare(script, change);
        }
      }
    }
    prepareEdited(script);
    List<String> prepared = new ArrayList<>(temporaries());
    prepared.addAll(sheaves.folders());
    List<String> last = prepared.subList(Math.max(0, prepared.size() - TOGETHER), prepared.size());
    script.callForAll("durable", prepared.subList(0, prepared.size() - last.size()));
    script.call("kept_durable", last);
    switchAll(script);
    script.callForAll("settle", folders());
    if (placement.record() != null) {
      script.writeFile(RECORD, placement.record());
    }
    return script;
  }

  /** Whether its content lies under its own name, so that it can go together with others. */
  private boolean goesUnderItsName(Placement.Change change) {
    boolean file = change.kind().equals("file") || change.kind().equals("seed");
    if (!file || !change.verb().equals("put")) {
      return false;
    }
    String source = staging.file(change.name());
    return Sheaves.name(source).equals(Sheaves.name(change.path()));
  }

  private void keep(Script script, Placement.Change change) {
    if (change.verb().equals("restore") || kept.has(change.name())) {
      return;
    }
    if (!change.verb().equals("remove")) {
      script.call("parents", change.path());
    }
    String copy = staging.randomName();
    kept.keep(change, copy);
    script.call("keep", change.kind(), change.path(), base64(change.path()), copy);
  }

  private void prepare(Script script, Placement.Change change) {
    String path = change.path();
    if (change.verb().equals("remove")) {
      if (!change.kind().equals("directory")) {
        script.call("no_folder", path);
      }
      return;
    }
    switch (change.kind()) {
      case "directory" ->
          script.call("directory", path, change.owner(), change.group(), change.mode());
      case "link" -> script.call("prepare_link", path, change.target(), temporary(path));
      default ->
          script.call(
              "prepare_file",
              path,
              change.owner(),
              change.group(),
              change.mode(),
              source(change),
              temporary(path));
    }
  }

  private String source(Placement.Change change) {
    boolean restore = change.verb().equals("restore");
    String file = restore ? kept.copy(change.name()) : staging.file(change.name());
    if (file.isEmpty()) {
      throw new NodeException(
          "tried to place " + change.name() + " but failed because its content is not staged");
    }
    return FOLDER + (restore ? "/replaced/" : "/stage/") + placement.run() + "/" + file;
  }

  private void edit(Script script, Placement.Change change, int index, Reply read) {
    String path = read.text("real." + index);
    byte[] before = read.bytes("text." + index).orElse(new byte[0]);
    Edited file = edited.computeIfAbsent(path, p -> new Edited(p, before));
    Optional<String> old = BlockText.lines(file.text, change.id());
    if (!change.verb().equals("restore") && !kept.has(change.name())) {
      keepBlock(script, change, old);
    }
    Optional<String> lines =
        change.verb().equals("remove")
            ? Optional.empty()
            : Optional.of(read.text("lines." + index));
    file.text = BlockText.with(file.text, change.id(), lines);
  }

  private void keepBlock(Script script, Placement.Change change, Optional<String> old) {
    String copy = staging.randomName();
    kept.keep(change, copy);
    if (old.isEmpty()) {
      script.call("keep_block", base64(change.path()), change.id());
      return;
    }
    script.call("keep_block", base64(change.path()), change.id(), copy, base64(old.get()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void prepareEdited(Script script) {
    for (Edited file : edited.values()) {
      if (!file.text.isEmpty()) {
        script.call(
            "prepare_text",
            file.path,
            Digests.sha256(file.before),
            base64(file.text),
            temporary(file.path));
      }
    }
  }

  private List<String> temporaries() {
    List<String> paths = new ArrayList<>();
    for (Placement.Change change : placement.changes()) {
      boolean file = change.kind().equals("file") || change.kind().equals("seed");
      if (file && !change.verb().equals("remove") && !goesUnderItsName(change)) {
        paths.add(temporary(change.path()));
      }
    }
    edited.values().stream()
        .filter(file -> !file.text.isEmpty())
        .forEach(file -> paths.add(temporary(file.path)));
    return paths;
  }

  private void switchAll(Script script) {
    List<String> together = new ArrayList<>();
    String folder = "";
    for (Placement.Change change : placement.changes()) {
      boolean joins = goesUnderItsName(change);
      if (!together.isEmpty() && !(joins && folder.equals(Sheaves.folder(change.path())))) {
        script.callForAll("switch_files", List.of(folder), together);
        together.clear();
      }
      if (joins) {
        folder = Sheaves.folder(change.path());
        together.add(Sheaves.name(change.path()));
      } else {
        switchOne(script, change);
      }
    }
    script.callForAll("switch_files", List.of(folder), together);
    for (Edited file : edited.values()) {
      if (file.text.isEmpty()) {
        script.call("take_away", file.path);
      } else {
        script.call("switch", temporary(file.path), file.path);
      }
    }
  }

  private static void switchOne(Script script, Placement.Change change) {
    if (isBlock(change)) {
      return;
    }
    if (change.verb().equals("remove")) {
      script.call("take_away", change.path());
    } else if (!change.kind().equals("directory")) {
      script.call("switch", temporary(change.path()), change.path());
    }
  }

  private List<String> folders() {
    Set<String> folders = new LinkedHashSet<>();
    placement.changes().forEach(change -> folders.add(Sheaves.folder(change.path())));
    return List.copyOf(folders);
  }

  /** Beside its place, so that it can be renamed; the same each time, so that none piles up. */
  private static String temporary(String path) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1) + "." + path.substring(slash + 1) + ".pgfleet";
  }
}
