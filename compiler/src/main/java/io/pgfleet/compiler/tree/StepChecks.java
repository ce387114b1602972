package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether steps name what exists: nodes, groups, entries, payloads, earlier steps. */
final class StepChecks {
  private static final Pattern NODE_FILE = Pattern.compile("nodes/([^/]+)/files(/.*)");

  private final Map<String, Entries> nodes;
  private final Payloads payloads;
  private final Set<String> groups;
  private final Problems problems;
  private final Map<String, Step> known = new HashMap<>();
  private final Map<String, Set<String>> placing = new HashMap<>();

  StepChecks(Map<String, Entries> nodes, Payloads payloads, Set<String> groups, Problems problems) {
    this.nodes = nodes;
    this.payloads = payloads;
    this.groups = groups;
    this.problems = problems;
  }

  /**
   * @param steps in the order in which they run
   */
  void check(List<Step> steps) {
    checkOrder(steps);
    Set<String> used = new HashSet<>();
    nodes.forEach((host, entries) -> entries.all().forEach(one -> place(host, one, used)));
    for (Step step : steps) {
      if (step.action() instanceof Action.Place && !used.contains(step.id())) {
        problems.add("step '" + step.id() + "' places nothing");
      }
    }
  }

  private void place(String host, Entry entry, Set<String> used) {
    if (!known.containsKey(entry.step())) {
      problems.add(host + ": '" + entry.name() + "' names the unknown step '" + entry.step() + "'");
    } else if (!placing.containsKey(entry.step()) || !placing.get(entry.step()).contains(host)) {
      problems.add(
          host
              + ": '"
              + entry.name()
              + "' names the step '"
              + entry.step()
              + "', which is no place step on that host");
    }
    used.add(entry.step());
  }

  /** Steps that run in this order and place nothing, such as those of an operation. */
  void checkOrder(List<Step> steps) {
    for (Step step : steps) {
      check(step);
      if (step.action() instanceof Action.Place) {
        placing.put(step.id(), new HashSet<>(step.where().nodes()));
      }
      if (known.putIfAbsent(step.id(), step) != null) {
        problems.add("two steps with the id '" + step.id() + "'");
      }
    }
  }

  private void check(Step step) {
    String name = "step '" + step.id() + "'";
    checkWhere(name, step.where());
    for (String earlier : step.when().after()) {
      require(known.containsKey(earlier), name + " comes after '" + earlier + "', no earlier step");
    }
    for (String pattern : StepJson.consumes(step)) {
      require(
          matches(step, pattern),
          name + " consumes '" + pattern + "', which matches nothing on its nodes");
    }
    for (String payload : payloadsOf(step)) {
      require(
          inTree(payload),
          name + " needs the payload '" + payload + "', which nothing contributes");
    }
    if (step.action() instanceof Action.Unit unit) {
      checkReload(name, step, unit);
    }
  }

  private void checkWhere(String name, Step.Where where) {
    require(!where.nodes().isEmpty(), name + " has no nodes");
    for (String host : where.nodes()) {
      require(nodes.containsKey(host), name + " names the unknown node '" + host + "'");
    }
    where
        .group()
        .ifPresent(
            group ->
                require(groups.contains(group), name + " names the unknown group '" + group + "'"));
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private boolean matches(Step step, String pattern) {
    if (pattern.startsWith("groups/")) {
      return pattern.endsWith("/*") ? payloads.hasBelow(folder(pattern)) : payloads.has(pattern);
    }
    return step.where().nodes().stream()
        .map(nodes::get)
        .anyMatch(entries -> entries != null && matches(entries, pattern));
  }

  private static boolean matches(Entries entries, String pattern) {
    return pattern.endsWith("/*") ? entries.hasBelow(folder(pattern)) : entries.has(pattern);
  }

  /** The beginning of the paths that a pattern with a star at its end takes. */
  private static String folder(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }

  private static List<String> payloadsOf(Step step) {
    List<String> needed = new ArrayList<>();
    step.when().guard().flatMap(Step.Guard::stdin).ifPresent(needed::add);
    if (step.action() instanceof Action.Live live) {
      needed.add(live.document());
    } else if (step.action() instanceof Action.Sql sql) {
      needed.add(sql.probe());
      sql.items().forEach(item -> needed.add(item.file()));
    }
    return needed;
  }

  private boolean inTree(String payload) {
    Matcher file = NODE_FILE.matcher(payload);
    if (!file.matches()) {
      return payloads.has(payload);
    }
    Entries entries = nodes.get(file.group(1));
    return entries != null && entries.has(file.group(2));
  }

  /** A unit of ours that can't reload must not be asked to. */
  private void checkReload(String name, Step step, Action.Unit unit) {
    if (unit.reloadOn().isEmpty() || !unit.reloadArgv().isEmpty()) {
      return;
    }
    String path = "/etc/systemd/system/" + unit.unit();
    for (String host : step.where().nodes()) {
      Entries entries = nodes.get(host);
      if (entries != null && entries.has(path) && !reloads(entries.at(path))) {
        problems.add(
            name
                + " reloads "
                + unit.unit()
                + ", which has neither ExecReload nor Type=notify-reload");
        return;
      }
    }
  }

  private static boolean reloads(Entry unit) {
    return unit.payload()
        .map(content -> new String(content.bytes(), StandardCharsets.UTF_8))
        .filter(text -> !text.contains("\nExecReload=") && !text.contains("\nType=notify-reload"))
        .isEmpty();
  }
}
