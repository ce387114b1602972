package io.pgfleet.applier.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a step of the fleet manifest. */
final class StepReader {
  private static final Set<String> KINDS =
      Set.of("place", "packages", "user", "unit", "run", "sql", "live", "gate", "watch");
  private static final List<String> COMMON =
      List.of(
          "id",
          "title",
          "module",
          "kind",
          "group",
          "nodes",
          "target",
          "strategy",
          "disruption",
          "consumes",
          "after",
          "always",
          "guard",
          "guardOverrules",
          "undo",
          "timeoutSeconds");
  private static final int DEFAULT_TIMEOUT_SECONDS = 60;
  private static final int DEFAULT_GUARD_SECONDS = 10;

  private StepReader() {}

  static Step read(Fields raw) {
    String id = raw.text("id");
    Fields step = new Fields(raw.place() + " '" + id + "'", raw.node());
    return new Step(
        id,
        step.text("title", id),
        step.text("module", ""),
        kind(step),
        step.optional("group"),
        step.texts("nodes"),
        target(step),
        strategy(step),
        step.optional("disruption"),
        step.texts("consumes"),
        step.texts("after"),
        step.flag("always", false),
        step.object("guard").map(StepReader::guard),
        step.flag("guardOverrules", true),
        undo(step),
        step.number("timeoutSeconds", DEFAULT_TIMEOUT_SECONDS),
        details(step.node()));
  }

  private static String kind(Fields step) {
    return oneOf(step, "kind", step.text("kind"), KINDS);
  }

  private static Step.Target target(Fields step) {
    Optional<Fields> target = step.object("target");
    if (target.isEmpty()) {
      return new Step.Target("each", List.of());
    }
    String kind = oneOf(step, "target", target.get().text("kind"), Set.of("each", "any", "probe"));
    return new Step.Target(kind, argv(target.get(), kind.equals("probe")));
  }

  private static Step.Strategy strategy(Fields step) {
    Optional<Fields> strategy = step.object("strategy");
    if (strategy.isEmpty()) {
      return new Step.Strategy("all", 0, List.of());
    }
    String kind =
        oneOf(step, "strategy", strategy.get().text("kind"), Set.of("all", "batch", "last"));
    int size = strategy.get().number("size", kind.equals("all") ? 0 : 1);
    return new Step.Strategy(kind, size, argv(strategy.get(), kind.equals("last")));
  }

  private static Step.Guard guard(Fields guard) {
    return new Step.Guard(
        argv(guard, true),
        guard.optional("stdin"),
        guard.number("timeoutSeconds", DEFAULT_GUARD_SECONDS));
  }

  private static Step.Undo undo(Fields step) {
    JsonNode undo = step.node().path("undo");
    if (undo.isObject()) {
      return new Step.Undo("command", argv(new Fields(step.place() + ": undo", undo), true));
    }
    Set<String> kinds = Set.of("none", "inverse", "irreversible", "stay");
    return new Step.Undo(oneOf(step, "undo", step.text("undo", "none"), kinds), List.of());
  }

  private static List<String> argv(Fields fields, boolean required) {
    List<String> argv = fields.texts("argv");
    if (required && argv.isEmpty()) {
      throw new TreeException(fields.place() + ": has no 'argv'; compile again");
    }
    return List.copyOf(argv);
  }

  private static String oneOf(Fields step, String name, String value, Set<String> known) {
    if (!known.contains(value)) {
      throw new TreeException(
          step.place() + ": " + name + " '" + value + "' is unknown here; use a newer applier");
    }
    return value;
  }

  private static JsonNode details(JsonNode step) {
    ObjectNode details = step.deepCopy();
    details.remove(COMMON);
    return details;
  }
}
