package io.pgfleet.applier.plan;

import io.pgfleet.applier.tree.Entry;
import java.util.List;
import java.util.TreeSet;

/**
 * Folders of a machine in which a file that nobody of ours put there is a finding: those below
 * {@code /etc} that the tree makes and puts files into.
 */
public final class Folders {
  private Folders() {}

  public static List<String> of(Desired.Holding holding) {
    TreeSet<String> filled = new TreeSet<>();
    for (Entry entry : holding.entries().values()) {
      if (entry.kind().equals("file")) {
        filled.add(entry.path().substring(0, Math.max(1, entry.path().lastIndexOf('/'))));
      }
    }
    return holding.entries().values().stream()
        .filter(entry -> entry.kind().equals("directory"))
        .map(Entry::path)
        .filter(path -> path.startsWith("/etc/") && filled.contains(path))
        .toList();
  }
}
