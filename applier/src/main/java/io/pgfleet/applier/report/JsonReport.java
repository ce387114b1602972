package io.pgfleet.applier.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.plan.Departures;
import io.pgfleet.applier.plan.EntryChange;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.PlannedStep;
import io.pgfleet.applier.plan.Rest;
import java.util.Locale;

/** Plans and results as JSON documents; their shape changes only with {@code schemaVersion}. */
public final class JsonReport implements Report {
  private static final int SCHEMA_VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String of(Plan plan) {
    ObjectNode document = document(plan);
    document.put("nothingToDo", !plan.hasWork());
    document.put("drift", plan.drift().size());
    ArrayNode changes = document.putArray("changes");
    plan.changes().forEach(change -> add(changes.addObject(), change, plan));
    ArrayNode steps = document.putArray("steps");
    plan.steps().forEach(step -> add(steps.addObject(), step));
    ObjectNode partial = document.putObject("partial");
    plan.partial().forEach(partial::put);
    ArrayNode removals = document.putArray("pendingRemoval");
    plan.removals().forEach(one -> add(removals.addObject(), one));
    document.put("estimatedMilliseconds", plan.estimate().time().toMillis());
    plan.pointOfNoReturn().ifPresent(step -> document.put("pointOfNoReturn", step.step().id()));
    add(document, plan.rest());
    return text(document);
  }

  private static void add(ObjectNode document, Rest rest) {
    rest.left().forEach(document.putArray("leftOut")::add);
    rest.gone().forEach(document.putArray("goneHosts")::add);
    ObjectNode unknown = document.putObject("unknown");
    rest.unknown().forEach(unknown::put);
    ObjectNode pending = document.putObject("pendingElsewhere");
    rest.pending().forEach((host, work) -> work.forEach(pending.putArray(host)::add));
  }

  private static ObjectNode document(Plan plan) {
    ObjectNode document = JSON.createObjectNode();
    document.put("schemaVersion", SCHEMA_VERSION);
    document.put("environment", plan.environment());
    document.put("commit", plan.commit());
    return document;
  }

  private static void add(ObjectNode json, EntryChange change, Plan plan) {
    json.put("host", change.host());
    json.put("node", plan.nodes().getOrDefault(change.host(), ""));
    json.put("entry", change.name());
    json.put("kind", change.kind());
    json.put("verb", change.verb());
    json.put("reason", change.reason().name().toLowerCase(Locale.ROOT));
    json.put("drift", change.reason().isDrift());
    json.put("step", change.step());
    json.put("type", change.type());
  }

  private static void add(ObjectNode json, PlannedStep planned) {
    json.put("phase", planned.phase());
    json.put("step", planned.step().id());
    json.put("title", planned.step().title());
    json.put("kind", planned.step().kind());
    planned.step().group().ifPresent(group -> json.put("group", group));
    json.put("host", planned.host());
    json.put("verb", planned.due().verb());
    json.put("pending", planned.due().isPending());
    planned.due().reasons().forEach(json.putArray("reasons")::add);
    json.put("irreversible", planned.isIrreversible());
  }

  @Override
  public String of(Plan plan, RunResult result) {
    ObjectNode document = document(plan);
    document.put("run", result.run());
    document.put("status", result.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    document.put("milliseconds", result.took().toMillis());
    ArrayNode acted = document.putArray("acted");
    result.acted().forEach(act -> add(acted.addObject(), act));
    ArrayNode failures = document.putArray("failures");
    result.failures().forEach(failure -> add(failures.addObject(), failure));
    add(document, result.aftermath());
    return text(document);
  }

  private static void add(ObjectNode json, Departures.Removal removal) {
    json.put("host", removal.host());
    json.put("unit", removal.unit());
    json.put("module", removal.module());
  }

  private static void add(ObjectNode json, RunResult.Act act) {
    json.put("host", act.host());
    json.put("phase", act.phase());
    json.put("step", act.step());
    json.put("title", act.title());
    json.put("verb", act.verb());
    json.put("milliseconds", act.took().toMillis());
  }

  private static void add(ObjectNode json, RunResult.Failure failure) {
    json.put("host", failure.host());
    json.put("step", failure.step());
    json.put("message", failure.message());
    failure.log().forEach(json.putArray("log")::add);
  }

  private static void add(ObjectNode document, RunResult.Aftermath aftermath) {
    aftermath.rolledBack().forEach(document.putArray("rolledBack")::add);
    aftermath.dropped().forEach(document.putArray("dropped")::add);
    aftermath.broken().forEach(document.putArray("broken")::add);
    ObjectNode putBack = document.putObject("putBack");
    aftermath.putBack().forEach((host, names) -> names.forEach(putBack.putArray(host)::add));
  }

  private static String text(ObjectNode document) {
    return document.toPrettyString() + "\n";
  }
}
