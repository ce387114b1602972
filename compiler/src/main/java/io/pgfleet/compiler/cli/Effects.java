package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Influence;
import io.pgfleet.compiler.review.Change;
import io.pgfleet.compiler.review.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files and steps that a parameter drives in an environment. */
record Effects(String environment, Influence influence) {
  private static final int MOST_HOSTS = 2;

  /** A headline, then a line for each file and step; ends with a newline. */
  String text() {
    if (!influence.obstacle().isEmpty()) {
      return "what it drives in '" + environment + "' is not known: " + influence.obstacle() + "\n";
    }
    String value = influence.tried().map(ValueText::of).orElse("");
    if (influence.isNothing()) {
      return "no file and no step of '" + environment + "' changes when it is " + value + "\n";
    }
    StringBuilder text = new StringBuilder();
    text.append("drives in '").append(environment).append("' (tried with ").append(value);
    text.append(")\n");
    files().forEach((path, hosts) -> text.append(line(path, hosts)));
    if (!influence.radius().effects().isEmpty()) {
      text.append("then an apply would\n");
      influence.radius().effects().forEach(one -> text.append(step(one)));
    }
    return text.toString();
  }

  private static String line(String path, List<String> hosts) {
    return "  " + path + (hosts.isEmpty() ? "" : " on " + hosts(hosts)) + "\n";
  }

  private static String step(Effect one) {
    return line(one.verb() + " " + one.object(), one.nodes());
  }

  private static String hosts(List<String> hosts) {
    return hosts.size() <= MOST_HOSTS ? String.join(", ", hosts) : hosts.size() + " hosts";
  }

  /** Which hosts have a file that differs; files of groups and of the environment have none. */
  private SortedMap<String, List<String>> files() {
    SortedMap<String, List<String>> files = new TreeMap<>();
    influence
        .radius()
        .hosts()
        .forEach(
            (host, changes) -> {
              for (Change one : changes) {
                files.computeIfAbsent(one.name(), path -> new ArrayList<>()).add(host);
              }
            });
    influence
        .radius()
        .groups()
        .values()
        .forEach(changes -> changes.forEach(one -> files.put(one.name(), List.of())));
    influence.documents().forEach(name -> files.put(name, List.of()));
    return files;
  }

  /** The same as members of a JSON document. */
  Map<String, Object> json() {
    Map<String, Object> json = new TreeMap<>();
    json.put("environment", environment);
    influence.tried().ifPresent(one -> json.put("tried", ValueText.of(one)));
    json.put("obstacle", influence.obstacle());
    List<Object> files = new ArrayList<>();
    files().forEach((path, hosts) -> files.add(file(path, hosts)));
    json.put("files", files);
    json.put("steps", influence.radius().effects().stream().map(Effects::members).toList());
    return json;
  }

  private static Map<String, Object> file(String path, List<String> hosts) {
    Map<String, Object> json = new TreeMap<>();
    json.put("path", path);
    json.put("hosts", hosts);
    return json;
  }

  private static Map<String, Object> members(Effect one) {
    Map<String, Object> json = new TreeMap<>();
    json.put("phase", one.phase());
    json.put("verb", one.verb());
    json.put("object", one.object());
    json.put("hosts", one.nodes());
    return json;
  }
}
