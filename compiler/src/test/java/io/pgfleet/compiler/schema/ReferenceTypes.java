package io.pgfleet.compiler.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.everit.json.schema.ValidationException;
import org.json.JSONArray;
import org.json.JSONObject;

/** What values of a type of the reference look like: some that are, and some that are not. */
final class ReferenceTypes {

  /** JSON texts. */
  private record Samples(List<String> good, List<String> bad) {}

  private static final Map<String, Samples> SAMPLES =
      Map.ofEntries(
          Map.entry("arg", new Samples(List.of("\"--a=b c\""), List.of("[]", "\"a\\nb\""))),
          Map.entry("bool", new Samples(List.of("true", "false"), List.of("\"often\"", "3"))),
          Map.entry("int", new Samples(List.of(), List.of("1.5", "\"many\"", "true"))),
          Map.entry("float", new Samples(List.of(), List.of("\"much\"", "true", "-1"))),
          Map.entry("port", new Samples(List.of("1", "65535"), List.of("0", "65536", "\"ssh\""))),
          Map.entry("port[]", new Samples(List.of("[22]"), List.of("[0]", "22"))),
          Map.entry("ip", new Samples(List.of(), List.of("\"300.0.0.1\"", "\"10.0.0\""))),
          Map.entry("ip[]", new Samples(List.of("[\"10.0.0.1\"]"), List.of("\"10.0.0.1\""))),
          Map.entry("ip(s)", new Samples(List.of("\"10.0.0.1\""), List.of("\"a b\""))),
          Map.entry(
              "cidr4",
              new Samples(List.of("\"10.0.0.1/24\""), List.of("\"10.0.0.1\"", "\"10.0.0.1/33\""))),
          Map.entry("cidr[]", new Samples(List.of("[\"10.0.0.0/8\"]"), List.of("[\"10.0.0.0\"]"))),
          Map.entry("string", new Samples(List.of(), List.of("[]", "{}", "true"))),
          Map.entry("password", new Samples(List.of("\"x' y\""), List.of("[]", "\"\\n\""))),
          Map.entry("username", new Samples(List.of("\"alice\""), List.of("\"a b\"", "\"\""))),
          Map.entry("path", new Samples(List.of("\"/srv/x\""), List.of("\"srv\"", "\"\""))),
          Map.entry("path[]", new Samples(List.of("[\"files/x\"]"), List.of("[\"\"]"))),
          Map.entry("url", new Samples(List.of(), List.of("\"a b\"", "\"a\""))),
          Map.entry(
              "pgurl", new Samples(List.of("\"postgres://a@b/c\""), List.of("\"db1\"", "[]"))),
          Map.entry("duration", new Samples(List.of("\"30s\"", "\"7d\""), List.of("\"soon\""))),
          Map.entry("interval", new Samples(List.of("\"30s\"", "\"1h\""), List.of("\"soon\""))),
          Map.entry("size", new Samples(List.of("\"64MB\""), List.of("\"big\""))),
          Map.entry("string[]", new Samples(List.of("[]"), List.of("\"a\"", "[[]]"))),
          Map.entry("dict", new Samples(List.of("{}"), List.of("[]", "\"a\""))),
          Map.entry("dict{name:instance}", new Samples(List.of("{}"), List.of("[]"))),
          Map.entry(
              "dict{plan:any[10]}", new Samples(List.of("{}"), List.of("[]", "{\"a\": [1]}"))),
          Map.entry("pitr", new Samples(List.of("{}"), List.of("{\"tim\": \"now\"}"))));

  private ReferenceTypes() {}

  /** What is wrong with how the parameter takes values of the row's type. */
  static List<String> differences(ReferenceRow row, Parameter parameter) {
    List<String> found = new ArrayList<>();
    Samples samples = samples(row);
    samples.good().stream()
        .filter(json -> !accepts(parameter, json))
        .forEach(json -> found.add(row.name() + " refuses " + json));
    samples.bad().stream()
        .filter(json -> accepts(parameter, json))
        .forEach(json -> found.add(row.name() + " accepts " + json));
    return found;
  }

  private static Samples samples(ReferenceRow row) {
    if (row.type().startsWith("enum")) {
      List<String> words = row.words();
      boolean open = words.stream().anyMatch(word -> word.matches("<.*|…"));
      return new Samples(
          words.stream().filter(word -> !word.matches("<.*|…")).map(ReferenceTypes::json).toList(),
          open ? List.of("[]", "true") : List.of("\"no-such-word\"", "99", "[]"));
    }
    if (row.type().equals("path") && row.value().toString().matches("[^/].*")) {
      // the default itself is no absolute path
      return new Samples(List.of("\"srv/x\""), List.of("\"\"", "[]"));
    }
    if (SAMPLES.containsKey(row.type())) {
      return SAMPLES.get(row.type());
    }
    // lists of objects
    return new Samples(List.of("[]"), List.of("\"a\"", "[{\"no-such-key\": 1}]", "[7]"));
  }

  private static String json(String word) {
    return word.matches("[0-9]+") ? word : JSONObject.quote(word);
  }

  private static boolean accepts(Parameter parameter, String json) {
    try {
      parameter.schema().validate(new JSONArray("[" + json + "]").get(0));
      return true;
    } catch (ValidationException e) {
      return false;
    }
  }
}
