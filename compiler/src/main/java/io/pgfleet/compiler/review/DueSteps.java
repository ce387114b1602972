package io.pgfleet.compiler.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Which steps a difference makes due, as far as trees alone can tell: their consumed entries or
 * their own definition differ, or a step that they follow is due. Guards and the state of nodes can
 * make fewer of them act.
 */
final class DueSteps {
  private final Map<String, JsonNode> before = new HashMap<>();
  private final SortedMap<String, List<Change>> hosts;
  private final SortedMap<String, List<Change>> groups;
  private final Set<String> due = new HashSet<>();

  DueSteps(
      List<Manifests.PhasedStep> before,
      SortedMap<String, List<Change>> hosts,
      SortedMap<String, List<Change>> groups) {
    before.forEach(one -> this.before.put(one.id(), one.step()));
    this.hosts = hosts;
    this.groups = groups;
  }

  List<Effect> of(List<Manifests.PhasedStep> steps) {
    List<Effect> effects = new ArrayList<>();
    for (Manifests.PhasedStep one : steps) {
      List<String> nodes = nodes(one);
      if (!nodes.isEmpty()) {
        due.add(one.id());
        if (!one.step().path("kind").asText().equals("place")) {
          effects.add(effect(one, nodes));
        }
      }
    }
    return effects;
  }

  /** The nodes on which a step is due. */
  private List<String> nodes(Manifests.PhasedStep one) {
    List<String> all = texts(one.step().path("nodes"));
    boolean follows = texts(one.step().path("after")).stream().anyMatch(due::contains);
    if (follows || redefined(one)) {
      JsonNode old = before.get(one.id());
      boolean grown = !follows && old != null && onlyNodesDiffer(old, one.step());
      return grown ? added(old, all) : all;
    }
    return all.stream().filter(host -> touched(host, one.step().path("consumes"))).toList();
  }

  private boolean redefined(Manifests.PhasedStep one) {
    JsonNode old = before.get(one.id());
    return old == null || !old.equals(one.step());
  }

  private static boolean onlyNodesDiffer(JsonNode old, JsonNode now) {
    return without(old).equals(without(now));
  }

  private static JsonNode without(JsonNode step) {
    ObjectNode copy = step.deepCopy();
    copy.remove("nodes");
    return copy;
  }

  private static List<String> added(JsonNode old, List<String> all) {
    List<String> had = texts(old.path("nodes"));
    return all.stream().filter(host -> !had.contains(host)).toList();
  }

  private boolean touched(String host, JsonNode patterns) {
    return texts(patterns).stream()
        .anyMatch(
            pattern ->
                pattern.startsWith("groups/")
                    ? groups.values().stream().anyMatch(changes -> matches(changes, pattern))
                    : matches(hosts.getOrDefault(host, List.of()), pattern));
  }

  private static boolean matches(List<Change> changes, String pattern) {
    boolean below = pattern.endsWith("/*");
    String prefix = below ? pattern.substring(0, pattern.length() - 1) : pattern;
    return changes.stream()
        .anyMatch(one -> below ? one.name().startsWith(prefix) : one.name().equals(prefix));
  }

  private Effect effect(Manifests.PhasedStep one, List<String> nodes) {
    JsonNode step = one.step();
    String kind = step.path("kind").asText();
    if (!kind.equals("unit")) {
      return new Effect(one.phase(), kind, step.path("title").asText(), nodes);
    }
    String verb = verb(step, nodes);
    return new Effect(one.phase(), verb, step.path("unit").asText(), nodes);
  }

  private String verb(JsonNode step, List<String> nodes) {
    if (step.path("state").asText().equals("stopped")) {
      return "stop";
    }
    if (nodes.stream().anyMatch(host -> touched(host, step.path("restartOn")))) {
      return before.containsKey(step.path("id").asText()) ? "restart" : "start";
    }
    boolean reloads = nodes.stream().anyMatch(host -> touched(host, step.path("reloadOn")));
    return reloads ? "reload" : "start";
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
