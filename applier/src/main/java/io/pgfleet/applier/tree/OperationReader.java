package io.pgfleet.applier.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an operation of the tree; one whose steps cannot be read is refused as a whole. */
final class OperationReader {
  private static final Set<String> KINDS = Set.of("packages", "unit", "run", "sql", "gate");

  private OperationReader() {}

  /** Where the tree describes an operation. */
  static String path(String name) {
    return "operations/" + name + ".json";
  }

  static Operation read(String place, byte[] bytes) {
    Fields fields = Fields.document(place, bytes);
    List<Operation.Argument> arguments = new ArrayList<>();
    fields.objects("arguments").forEach(one -> arguments.add(argument(one)));
    Operation operation =
        new Operation(
            fields.text("name"),
            fields.text("module", ""),
            fields.text("what"),
            fields.text("about", "cluster"),
            fields.flag("confirm", true),
            arguments,
            targets(place, fields));
    operation.targets().keySet().forEach(target -> check(place, operation, target));
    return operation;
  }

  private static Operation.Argument argument(Fields fields) {
    return new Operation.Argument(
        fields.text("name"),
        fields.text("type"),
        fields.text("meaning", ""),
        fields.text("default", ""),
        fields.flag("required", false),
        fields.texts("choices"));
  }

  private static SortedMap<String, Operation.Target> targets(String place, Fields operation) {
    SortedMap<String, Operation.Target> targets = new TreeMap<>();
    Optional<Fields> all = operation.object("targets");
    for (String name : all.map(Fields::names).orElse(List.of())) {
      targets.put(name, target(place, all.orElseThrow().object(name).orElseThrow()));
    }
    return targets;
  }

  private static Operation.Target target(String place, Fields fields) {
    Optional<Operation.Safeguard> safeguard =
        fields
            .object("safeguard")
            .map(one -> new Operation.Safeguard(one.text("parameter"), one.flag("on", true)));
    List<JsonNode> steps = new ArrayList<>();
    fields.objects("steps").forEach(step -> steps.add(step.node()));
    return new Operation.Target(place, safeguard, steps);
  }

  private static void check(String place, Operation operation, String target) {
    for (Step step : operation.steps(target, operation.values(Map.of()))) {
      if (!KINDS.contains(step.kind())) {
        throw new TreeException(
            place + ": an operation cannot have a step of kind '" + step.kind() + "'");
      }
    }
  }
}
