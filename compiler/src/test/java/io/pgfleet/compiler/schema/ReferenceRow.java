package io.pgfleet.compiler.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;

/** A line of the reference's list of parameters; {@code value} is its default. */
record ReferenceRow(
    String name, String section, String type, String level, Object value, String meaning) {

  /** The parameters; arguments of command lines are left out. */
  static List<ReferenceRow> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .filter(cells -> !cells[8].equals("arg"))
        .map(ReferenceRow::of)
        .toList();
  }

  private static ReferenceRow of(String[] cells) {
    Object value =
        cells[6].isEmpty() ? JSONObject.NULL : new JSONArray("[" + cells[6] + "]").get(0);
    return new ReferenceRow(cells[0], cells[2], cells[3], cells[4], value, cells[7]);
  }

  /** The words of an enum; those in angle brackets stand for more than themselves. */
  List<String> words() {
    return List.of(type.substring(type.indexOf('[') + 1, type.length() - 1).split("\\|"));
  }
}
