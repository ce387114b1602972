package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Fault.ends;
import static io.pgfleet.applier.cli.Mutation.in;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pgfleet.applier.node.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** Commands that fail, hang, are not there or tell too much, and SQL that does not work. */
final class CommandFaults {
  private CommandFaults() {}

  static List<Fault> all() {
    return Stream.of(commands(), sql()).flatMap(List::stream).toList();
  }

  private static List<Fault> commands() {
    return List.of(
        new Fault(
            "command fails",
            in(
                "activation/RunAction.java",
                "Tried.to(step.title(), machine, machine.node().act(new Command(details.argv(), stdin, limit)));",
                "machine.node().act(new Command(details.argv(), stdin, limit));"),
            story -> story.answer("migrate", 3, ""),
            ends(5, Fault.OLD, "failed because it exited with 3")),
        new Fault(
            "command does not exist",
            in("activation/Ending.java", "add(aftercare.on(stopped.failures()));", ""),
            story -> story.answer("migrate", 127, ""),
            ends(5, Fault.OLD, "failed because it does not exist")),
        new Fault(
            "command exceeds its time",
            in(
                "activation/Rollback.java",
                "if (step.undo().kind().equals(\"command\")) {",
                "if (false) {"),
            story -> story.answer("migrate", 124, ""),
            ends(5, Fault.OLD, "failed because its time limit passed")),
        new Fault(
            "command prints a secret when it fails",
            in("cli/Execution.java", "secrets::masked", "text -> text"),
            story ->
                story.answer(
                    "migrate",
                    command ->
                        new Outcome(3, "", "bad '" + new String(command.stdin(), UTF_8) + "'")),
            ends(5, Fault.OLD, "it exited with 3: bad '***'").and(CommandFaults::tellsNothing)));
  }

  private static void tellsNothing(FaultStory story) {
    assertFalse(story.said().contains(FaultTree.SECRET), story::said);
    assertFalse(story.history().contains(FaultTree.SECRET), story::said);
  }

  private static List<Fault> sql() {
    return List.of(
        new Fault(
            "sql cannot be probed",
            in(
                "activation/SqlAction.java",
                "Tried.to(\"probe for '\" + step.title() + \"'\", machine, outcome);",
                ""),
            story -> story.sql = stdin -> new Outcome(2, "", "no server"),
            ends(5, Fault.OLD, "it exited with 2: no server")),
        new Fault(
            "sql item fails",
            in(
                "activation/SqlAction.java",
                "Tried.to(step.title() + \": \" + item.id(), machine, outcome);",
                ""),
            story ->
                story.sql =
                    stdin ->
                        stdin.startsWith("probe")
                            ? new Outcome(0, "role\n", "")
                            : new Outcome(1, "", "syntax"),
            ends(5, Fault.OLD, "it exited with 1: syntax")),
        new Fault(
            "sql item has no effect",
            in("activation/SqlAction.java", "if (!still.isEmpty()) {", "if (false) {"),
            story ->
                story.sql = stdin -> new Outcome(0, stdin.startsWith("probe") ? "role\n" : "", ""),
            ends(5, Fault.OLD, "its probe still names role")));
  }
}
