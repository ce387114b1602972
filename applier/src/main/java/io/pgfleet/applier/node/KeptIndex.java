package io.pgfleet.applier.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run replaced on a machine, as the index beside the kept copies has it. */
final class KeptIndex {

  /**
   * An entry as it was.
   *
   * @param change what brings it back
   * @param copy file with its content, in the run's folder; empty without content
   */
  record Kept(Placement.Change change, String copy) {}

  private final Map<String, Kept> kept = new LinkedHashMap<>();

  /**
   * Takes in the machine's index.
   *
   * @param lines as {@code place.sh} notes them; of two for one entry the first counts
   * @param modes lines of copy, owner, group and mode
   */
  void learn(List<String> lines, List<String> modes) {
    Map<String, String[]> owners = new HashMap<>();
    for (String line : modes) {
      String[] fields = line.split(" ");
      owners.put(fields[0], fields);
    }
    for (String line : lines) {
      String[] fields = line.split(" ");
      if (isWhole(fields, owners)) {
        Kept each = kept(fields, owners);
        kept.putIfAbsent(each.change().name(), each);
      }
    }
  }

  /** A line that was cut off by a crash belongs to an entry that was not touched yet. */
  private static boolean isWhole(String[] fields, Map<String, String[]> owners) {
    return switch (fields[0]) {
      case "link", "block" -> fields.length == 4;
      case "directory" -> fields.length == 6;
      case "file" -> fields.length == 3 && owners.containsKey(fields[1]);
      case "absent" -> fields.length == 4 || (fields.length == 3 && !fields[1].equals("block"));
      default -> false;
    };
  }

  private static Kept kept(String[] fields, Map<String, String[]> owners) {
    String copy = fields[1];
    String path = text(fields[2]);
    return switch (fields[0]) {
      case "link" ->
          new Kept(
              new Placement.Change("restore", "link", path, "", "", "", "", text(fields[3])), "");
      case "directory" ->
          new Kept(
              new Placement.Change(
                  "restore", "directory", path, "", fields[3], fields[4], mode(fields[5]), ""),
              "");
      case "file" -> {
        String[] owner = owners.get(copy);
        yield new Kept(
            new Placement.Change(
                "restore", "file", path, "", owner[1], owner[2], mode(owner[3]), ""),
            copy);
      }
      case "block" ->
          new Kept(new Placement.Change("restore", "block", path, fields[3], "", "", "", ""), copy);
      default ->
          new Kept(
              new Placement.Change(
                  "remove", copy, path, fields.length > 3 ? fields[3] : "", "", "", "", ""),
              "");
    };
  }

  private static String mode(String digits) {
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  boolean has(String name) {
    return kept.containsKey(name);
  }

  /** The copy of an entry's content; empty when there is none. */
  String copy(String name) {
    Kept found = kept.get(name);
    return found == null ? "" : found.copy();
  }

  /** Remembers that an entry is kept from now on; details are read again when they are needed. */
  void keep(Placement.Change change, String copy) {
    kept.putIfAbsent(change.name(), new Kept(change, copy));
  }

  /** The way back: last touched first. */
  List<Replaced> wayBack() {
    List<Replaced> back = new ArrayList<>();
    kept.values().forEach(each -> back.add(new Replaced(each.change())));
    Collections.reverse(back);
    return back;
  }
}
