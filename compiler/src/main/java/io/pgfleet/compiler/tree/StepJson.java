package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A step as the fleet manifest has it; what equals the contract's default is left out. */
final class StepJson {
  private static final int USUAL_TIMEOUT = 60;
  private static final int USUAL_GUARD_TIMEOUT = 10;

  private StepJson() {}

  static Map<String, Object> of(Step step) {
    Map<String, Object> json = new TreeMap<>(ActionJson.of(step.action()));
    json.put("id", step.id());
    json.put("title", step.title());
    json.put("module", step.module());
    where(json, step.where());
    when(json, step);
    boolean command = step.undo().kind().equals("command");
    json.put("undo", command ? Map.of("argv", step.undo().argv()) : step.undo().kind());
    if (step.timeoutSeconds() != USUAL_TIMEOUT) {
      json.put("timeoutSeconds", step.timeoutSeconds());
    }
    step.rolling().forecast().ifPresent(one -> json.put("forecast", forecast(one)));
    step.rolling()
        .handOver()
        .ifPresent(
            one -> json.put("handOver", Map.of("argv", one.argv(), "seconds", one.seconds())));
    return json;
  }

  private static Map<String, Object> forecast(Step.Forecast forecast) {
    Map<String, Object> json = new TreeMap<>();
    putUnlessEmpty(json, "entries", forecast.entries());
    putUnlessEmpty(json, "argv", forecast.argv());
    if (!forecast.live().isEmpty()) {
      json.put("live", forecast.live());
    }
    return json;
  }

  private static void where(Map<String, Object> json, Step.Where where) {
    json.put("nodes", where.nodes());
    where.group().ifPresent(group -> json.put("group", group));
    where.disruption().ifPresent(group -> json.put("disruption", group));
    if (!where.target().kind().equals("each")) {
      json.put("target", kindAndArgv(where.target().kind(), where.target().argv()));
    }
    Step.Strategy strategy = where.strategy();
    if (strategy.kind().equals("batch")) {
      json.put("strategy", Map.of("kind", "batch", "size", strategy.size()));
    } else if (!strategy.kind().equals("all")) {
      json.put("strategy", kindAndArgv(strategy.kind(), strategy.argv()));
    }
  }

  private static Map<String, Object> kindAndArgv(String kind, List<String> argv) {
    return argv.isEmpty() ? Map.of("kind", kind) : Map.of("kind", kind, "argv", argv);
  }

  private static void when(Map<String, Object> json, Step step) {
    Step.When when = step.when();
    putUnlessEmpty(json, "consumes", consumes(step));
    putUnlessEmpty(json, "after", when.after());
    if (when.always()) {
      json.put("always", true);
    }
    if (!when.guardOverrules()) {
      json.put("guardOverrules", false);
    }
    when.guard().ifPresent(guard -> json.put("guard", guard(guard)));
  }

  private static Map<String, Object> guard(Step.Guard guard) {
    Map<String, Object> json = new TreeMap<>();
    json.put("argv", guard.argv());
    guard.stdin().ifPresent(payload -> json.put("stdin", payload));
    if (guard.timeoutSeconds() != USUAL_GUARD_TIMEOUT) {
      json.put("timeoutSeconds", guard.timeoutSeconds());
    }
    return json;
  }

  /** What the step names as consumed, and what its action needs to see change. */
  static List<String> consumes(Step step) {
    Set<String> all = new LinkedHashSet<>(step.when().consumes());
    if (step.action() instanceof Action.Unit unit) {
      all.addAll(unit.restartOn());
      all.addAll(unit.reloadOn());
    }
    if (step.action() instanceof Action.Run run) {
      run.stdin().ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  private static void putUnlessEmpty(Map<String, Object> json, String key, List<String> value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }
}
