package io.pgfleet.applier.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that people ask for by name and a plain run never does.
 *
 * @param what it does, one sentence
 * @param about what its targets are: cluster, member or host
 * @param confirm whether people have to type the target's name
 * @param targets by the name that people give
 */
public record Operation(
    String name,
    String module,
    String what,
    String about,
    boolean confirm,
    List<Argument> arguments,
    SortedMap<String, Target> targets) {
  public Operation {
    arguments = List.copyOf(arguments);
    targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
  }

  /**
   * What is done to one target.
   *
   * @param place where it stands in the tree, for messages
   * @param steps as the tree has them, placeholders unfilled
   */
  public record Target(String place, Optional<Safeguard> safeguard, List<JsonNode> steps) {
    public Target {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A parameter of the inventory that forbids the operation.
   *
   * @param on whether it does so now
   */
  public record Safeguard(String parameter, boolean on) {}

  /**
   * What people may say about how.
   *
   * @param type text, time, flag or choice
   * @param initial value when nothing is said
   * @param required whether an empty value is refused
   */
  public record Argument(
      String name,
      String type,
      String meaning,
      String initial,
      boolean required,
      List<String> choices) {
    public Argument {
      choices = List.copyOf(choices);
    }
  }

  /** Values of all arguments, those that nobody gave among them. */
  public SortedMap<String, String> values(Map<String, String> given) {
    SortedMap<String, String> values = new TreeMap<>();
    arguments.forEach(one -> values.put(one.name(), one.initial()));
    values.putAll(given);
    return values;
  }

  /**
   * The steps for a target, in order; those that the values leave out are not among them.
   *
   * @param values of all arguments
   */
  public List<Step> steps(String target, Map<String, String> values) {
    Target one = targets.get(target);
    Placeholders placeholders = new Placeholders(values);
    List<Step> steps = new ArrayList<>();
    for (JsonNode raw : one.steps()) {
      if (isTaken(raw.path("if"), values)) {
        steps.add(StepReader.read(new Fields(one.place(), placeholders.filled(raw))));
      }
    }
    return steps;
  }

  private static boolean isTaken(JsonNode condition, Map<String, String> values) {
    if (condition.isMissingNode()) {
      return true;
    }
    String value = values.getOrDefault(condition.path("argument").asText(), "");
    for (JsonNode one : condition.path("is")) {
      if (one.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }
}
