package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Operation;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An operation as the tree has it. */
final class OperationJson {
  private OperationJson() {}

  static Map<String, Object> of(Operation.Definition definition, Collection<Operation> operations) {
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", FleetManifest.FORMAT_VERSION);
    json.put("name", definition.name());
    json.put("module", definition.module());
    json.put("what", definition.what());
    json.put("about", word(definition.about()));
    json.put("confirm", definition.confirmed());
    json.put("arguments", definition.arguments().stream().map(OperationJson::argument).toList());
    Map<String, Object> targets = new TreeMap<>();
    operations.forEach(one -> targets.put(one.target(), target(one)));
    json.put("targets", targets);
    return json;
  }

  private static Map<String, Object> argument(Operation.Argument argument) {
    Map<String, Object> json = new TreeMap<>();
    json.put("name", argument.name());
    json.put("type", word(argument.type()));
    json.put("meaning", argument.meaning());
    json.put("default", argument.initial());
    if (argument.required()) {
      json.put("required", true);
    }
    if (!argument.choices().isEmpty()) {
      json.put("choices", argument.choices());
    }
    return json;
  }

  private static Map<String, Object> target(Operation operation) {
    Map<String, Object> json = new TreeMap<>();
    operation.safeguard().ifPresent(one -> json.put("safeguard", safeguard(one)));
    json.put("steps", operation.parts().stream().map(OperationJson::step).toList());
    return json;
  }

  private static Map<String, Object> safeguard(Operation.Safeguard safeguard) {
    Map<String, Object> json = new TreeMap<>();
    json.put("parameter", safeguard.parameter());
    json.put("on", safeguard.on());
    return json;
  }

  /** What is asked for is done, unless a guard says that it is so already. */
  private static Map<String, Object> step(Operation.Part part) {
    Map<String, Object> json = StepJson.of(part.step());
    boolean acts = part.step().action() instanceof Action.Run;
    boolean proves = part.step().action() instanceof Action.Gate;
    if ((acts || proves) && part.step().when().guard().isEmpty()) {
      json.put("always", true);
    }
    if (!part.argument().isEmpty()) {
      Map<String, Object> condition = new TreeMap<>();
      condition.put("argument", part.argument());
      condition.put("is", part.values());
      json.put("if", condition);
    }
    return json;
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
