package io.pgfleet.applier.node;

import io.pgfleet.applier.tree.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a machine in memory, seen and changed as entries. */
final class FakeFolder {
  private final FakeMachine machine;

  FakeFolder(FakeMachine machine) {
    this.machine = machine;
  }

  Observation.Seen see(String name) {
    int hash = name.indexOf('#');
    String path = hash < 0 ? name : name.substring(0, hash);
    FakeFile file = machine.files.get(path);
    if (file == null) {
      return Observation.Seen.absent();
    }
    if (hash >= 0) {
      return BlockText.lines(file.text(), name.substring(hash + 1))
          .map(lines -> seen("block", FakeFile.link(""), sha256(lines)))
          .orElse(Observation.Seen.absent());
    }
    String sha256 = file.kind().equals("file") ? Digests.sha256(file.bytes()) : "";
    return seen(file.kind(), file, sha256);
  }

  private static Observation.Seen seen(String kind, FakeFile file, String sha256) {
    return new Observation.Seen(
        kind, file.owner(), file.group(), file.mode(), file.target(), sha256);
  }

  private static String sha256(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Carries one change out; what was there is kept when the run touches it for the first time. */
  void change(String run, Placement.Change change) {
    refuseOtherKind(change);
    byte[] content = content(run, change);
    if (!change.verb().equals("restore")) {
      keep(run, change);
    }
    machine.event(change.verb() + " " + change.name());
    switch (change.kind()) {
      case "directory" -> directory(change);
      case "block" -> block(change, content);
      default -> file(change, content);
    }
    if (change.path().startsWith("/etc/systemd/system/")) {
      unitFile(change);
    }
  }

  /** The content for a change; fails when there is none. */
  byte[] content(String run, Placement.Change change) {
    boolean needed = !change.kind().equals("directory") && !change.kind().equals("link");
    if (!needed || change.verb().equals("remove")) {
      return new byte[0];
    }
    byte[] content =
        change.verb().equals("put")
            ? machine.staged(run).get(change.name())
            : keptContent(machine.replaced(run), change);
    if (content == null) {
      throw new NodeException(
          "tried to place " + change.name() + " but failed because its content is not staged");
    }
    return content;
  }

  private static byte[] keptContent(
      Map<String, FakeMachine.FakeReplaced> replaced, Placement.Change change) {
    FakeMachine.FakeReplaced kept = replaced.get(change.name());
    if (kept == null || kept.before().isEmpty()) {
      return null;
    }
    FakeFile before = kept.before().get();
    if (change.kind().equals("block")) {
      return BlockText.lines(before.text(), change.id())
          .map(lines -> lines.getBytes(StandardCharsets.UTF_8))
          .orElse(null);
    }
    return before.bytes();
  }

  private void refuseOtherKind(Placement.Change change) {
    FakeFile there = machine.files.get(change.path());
    boolean wrong =
        there != null && there.kind().equals("directory") != change.kind().equals("directory");
    if (wrong) {
      throw new NodeException(
          "tried to place "
              + change.name()
              + " but failed because a "
              + there.kind()
              + " is there");
    }
  }

  private void keep(String run, Placement.Change change) {
    Map<String, FakeMachine.FakeReplaced> replaced = machine.replaced(run);
    for (String parent : missingParents(change)) {
      replaced.putIfAbsent(
          parent,
          new FakeMachine.FakeReplaced(
              new Placement.Change("remove", "directory", parent, "", "", "", "", ""),
              Optional.empty()));
    }
    if (replaced.containsKey(change.name())) {
      return;
    }
    FakeFile there = machine.files.get(change.path());
    boolean absent = see(change.name()).isAbsent();
    Placement.Change back =
        absent
            ? new Placement.Change(
                "remove", change.kind(), change.path(), change.id(), "", "", "", "")
            : new Placement.Change(
                "restore",
                change.kind().equals("block") ? "block" : there.kind(),
                change.path(),
                change.id(),
                change.kind().equals("block") ? "" : there.owner(),
                change.kind().equals("block") ? "" : there.group(),
                change.kind().equals("block") ? "" : there.mode(),
                there.target());
    replaced.put(
        change.name(),
        new FakeMachine.FakeReplaced(back, absent ? Optional.empty() : Optional.of(there)));
  }

  private List<String> missingParents(Placement.Change change) {
    List<String> missing = new ArrayList<>();
    if (change.verb().equals("remove")) {
      return missing;
    }
    for (int end = change.path().indexOf('/', 1); end > 0; ) {
      String parent = change.path().substring(0, end);
      if (!machine.files.containsKey(parent)) {
        missing.add(parent);
      }
      end = change.path().indexOf('/', end + 1);
    }
    return missing;
  }

  private void makeParents(Placement.Change change) {
    missingParents(change).forEach(p -> machine.files.put(p, FakeFile.directory("0755")));
  }

  private void directory(Placement.Change change) {
    if (change.verb().equals("remove")) {
      boolean empty =
          machine.files.keySet().stream().noneMatch(p -> p.startsWith(change.path() + "/"));
      if (empty) {
        machine.files.remove(change.path());
      }
      return;
    }
    makeParents(change);
    machine.files.put(change.path(), made("directory", change, new byte[0]));
  }

  private void file(Placement.Change change, byte[] content) {
    if (change.verb().equals("remove")) {
      machine.files.remove(change.path());
      return;
    }
    makeParents(change);
    String kind = change.kind().equals("link") ? "link" : "file";
    machine.files.put(change.path(), made(kind, change, content));
  }

  private static FakeFile made(String kind, Placement.Change change, byte[] content) {
    return new FakeFile(
        kind, content, change.owner(), change.group(), change.mode(), change.target());
  }

  private void block(Placement.Change change, byte[] content) {
    FakeFile there = machine.files.get(change.path());
    if (there == null && change.verb().equals("remove")) {
      return;
    }
    makeParents(change);
    FakeFile base = there == null ? FakeFile.file("", "0644") : there;
    Optional<String> lines =
        change.verb().equals("remove")
            ? Optional.empty()
            : Optional.of(new String(content, StandardCharsets.UTF_8));
    byte[] bytes = BlockText.with(base.text(), change.id(), lines).getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      machine.files.remove(change.path());
      return;
    }
    machine.files.put(
        change.path(), new FakeFile("file", bytes, base.owner(), base.group(), base.mode(), ""));
  }

  private void unitFile(Placement.Change change) {
    String rest = change.path().substring("/etc/systemd/system/".length());
    String unit = rest.replaceFirst("\\.d/.*$", "");
    if (unit.contains("/")) {
      return;
    }
    FakeUnit known = machine.units.getOrDefault(unit, FakeUnit.inactive());
    machine.units.put(unit, known.withFileChanged(true));
  }
}
