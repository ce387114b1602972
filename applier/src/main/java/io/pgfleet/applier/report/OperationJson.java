package io.pgfleet.applier.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.plan.Course;
import io.pgfleet.applier.tree.Operation;
import java.util.Locale;
import java.util.SortedMap;

/** What can be asked for, what it would do, and what came of it, for programs. */
final class OperationJson {
  private static final int VERSION = 1;

  private OperationJson() {}

  static String list(String environment, SortedMap<String, Operation> operations) {
    ObjectNode json = OperationReport.object();
    json.put("formatVersion", VERSION).put("environment", environment);
    ArrayNode all = json.putArray("operations");
    operations.values().forEach(one -> add(all.addObject(), one));
    return json.toPrettyString() + "\n";
  }

  private static void add(ObjectNode json, Operation operation) {
    json.put("name", operation.name()).put("what", operation.what());
    json.put("about", operation.about()).put("confirm", operation.confirm());
    ArrayNode arguments = json.putArray("arguments");
    for (Operation.Argument argument : operation.arguments()) {
      ObjectNode one = arguments.addObject();
      one.put("name", argument.name()).put("type", argument.type());
      one.put("meaning", argument.meaning()).put("default", argument.initial());
      one.put("required", argument.required());
      argument.choices().forEach(one.putArray("choices")::add);
    }
    ArrayNode targets = json.putArray("targets");
    operation
        .targets()
        .forEach(
            (name, target) -> {
              ObjectNode one = targets.addObject().put("name", name);
              target
                  .safeguard()
                  .ifPresent(
                      guard ->
                          one.putObject("safeguard")
                              .put("parameter", guard.parameter())
                              .put("on", guard.on()));
            });
  }

  static String plan(String shown, Operation operation, Course course) {
    ObjectNode json = OperationReport.object();
    json.put("formatVersion", VERSION).put("operation", shown).put("what", operation.what());
    ArrayNode steps = json.putArray("steps");
    for (Course.Leg leg : course.legs()) {
      ObjectNode one = steps.addObject();
      one.put("id", leg.step().id()).put("title", leg.step().title());
      one.put("kind", leg.step().kind()).put("undo", leg.step().undo().kind());
      one.put("oneByOne", leg.isRolling()).put("done", leg.done());
      leg.hosts().forEach(one.putArray("hosts")::add);
    }
    return json.toPrettyString() + "\n";
  }

  static String result(String shown, RunResult result) {
    ObjectNode json = OperationReport.object();
    json.put("formatVersion", VERSION).put("operation", shown).put("run", result.run());
    json.put("status", result.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("milliseconds", result.took().toMillis());
    ArrayNode acted = json.putArray("acted");
    for (RunResult.Act act : result.acted()) {
      ObjectNode one = acted.addObject();
      one.put("host", act.host()).put("step", act.step()).put("title", act.title());
      one.put("milliseconds", act.took().toMillis());
    }
    ArrayNode failures = json.putArray("failures");
    for (RunResult.Failure failure : result.failures()) {
      ObjectNode one = failures.addObject();
      one.put("host", failure.host()).put("step", failure.step());
      one.put("message", failure.message());
      failure.log().forEach(one.putArray("log")::add);
    }
    return json.toPrettyString() + "\n";
  }
}
