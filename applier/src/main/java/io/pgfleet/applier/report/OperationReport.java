package io.pgfleet.applier.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.plan.Course;
import io.pgfleet.applier.tree.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What can be asked for, what it would do, and what came of it. */
public final class OperationReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final boolean forPeople;

  public OperationReport(boolean forPeople) {
    this.forPeople = forPeople;
  }

  /** Every operation with its targets, safeguards and arguments. */
  public String list(String environment, SortedMap<String, Operation> operations) {
    if (!forPeople) {
      return OperationJson.list(environment, operations);
    }
    List<String> lines = new ArrayList<>();
    operations.values().forEach(one -> lines.addAll(lines(one)));
    if (lines.isEmpty()) {
      lines.add(environment + " has no operations; compile again");
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> lines(Operation operation) {
    List<String> lines = new ArrayList<>();
    lines.add(operation.name() + ": " + operation.what());
    lines.add("  " + operation.about() + ": " + String.join(", ", operation.targets().keySet()));
    lines.add("  safeguard: " + safeguard(operation));
    for (Operation.Argument argument : operation.arguments()) {
      lines.add("  --" + argument.name() + value(argument) + "  " + argument.meaning());
    }
    return lines;
  }

  private static String value(Operation.Argument argument) {
    String values =
        switch (argument.type()) {
          case "flag" -> "";
          case "choice" -> " " + String.join("|", argument.choices());
          case "time" -> " TIME";
          default -> " TEXT";
        };
    return values + (argument.required() ? " (required)" : "");
  }

  private static String safeguard(Operation operation) {
    List<String> parts = new ArrayList<>();
    operation
        .targets()
        .forEach(
            (name, target) ->
                target
                    .safeguard()
                    .ifPresent(
                        guard ->
                            parts.add(
                                guard.parameter()
                                    + (guard.on() ? " forbids " : " allows ")
                                    + name)));
    if (operation.confirm()) {
      parts.add("asks for the target's name (--yes)");
    }
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  /** What would be done now. */
  public String plan(Operation operation, Course course, String shown) {
    if (!forPeople) {
      return OperationJson.plan(shown, operation, course);
    }
    List<String> lines = new ArrayList<>();
    lines.add(shown + ": " + operation.what());
    int number = 1;
    for (Course.Leg leg : course.legs()) {
      lines.add("  " + number++ + ". " + leg.step().title() + " on " + where(leg, course));
    }
    course.legs().stream()
        .filter(leg -> leg.step().undo().kind().equals("irreversible"))
        .findFirst()
        .ifPresent(leg -> lines.add("point of no return: " + leg.step().title()));
    return String.join("\n", lines) + "\n";
  }

  private static String where(Course.Leg leg, Course course) {
    if (leg.done()) {
      return String.join(", ", leg.hosts()) + ": is so already";
    }
    if (leg.hosts().isEmpty()) {
      return "the machine that is its target then";
    }
    List<String> names =
        leg.hosts().stream().map(host -> course.nodes().getOrDefault(host, host)).toList();
    return String.join(leg.isRolling() ? ", then " : ", ", names);
  }

  /** What came of it. */
  public String of(String shown, Course course, RunResult result) {
    if (!forPeople) {
      return OperationJson.result(shown, result);
    }
    List<String> lines = new ArrayList<>();
    for (RunResult.Act act : result.acted()) {
      String name = course.nodes().getOrDefault(act.host(), act.host());
      lines.add(name + "  " + act.title() + "  " + Wording.seconds(act.took()));
    }
    for (RunResult.Failure failure : result.failures()) {
      lines.add("error: " + failure.message());
      failure.log().forEach(line -> lines.add("  | " + line));
    }
    lines.add(shown + ": " + Wording.ending(result) + " in " + Wording.seconds(result.took()));
    return String.join("\n", lines) + "\n";
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }
}
