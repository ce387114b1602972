package io.pgfleet.applier.activation;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgfleet.applier.journal.Event.What;
import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.PlanException;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits until a gate opens. It is asked from the machine itself, because ports may be open there
 * only: http by curl, tcp by bash's own sockets; no answer is a closed gate.
 */
final class GateAction implements Action {
  private static final int ONE_TRY_SECONDS = 5;
  private static final int LONG_TRY_SECONDS = 60;
  private static final int DEADLINE_SECONDS = 60;

  private final Waiting waiting;
  private final Journal journal;

  GateAction(Waiting waiting, Journal journal) {
    this.waiting = waiting;
    this.journal = journal;
  }

  @Override
  public void act(Machine machine, Step step, Due due) {
    int deadline = step.details().path("deadlineSeconds").asInt(DEADLINE_SECONDS);
    Command command = Command.of(argv(step), oneTry(step, deadline));
    int stable = step.details().path("stableSeconds").asInt(0);
    List<Outcome> last = new ArrayList<>();
    boolean open =
        waiting.until(
            () -> {
              last.clear();
              last.addAll(machine.node().ask(List.of(command)));
              return isOpen(step, last.get(0));
            },
            Duration.ofSeconds(deadline),
            Duration.ofSeconds(stable));
    if (!open) {
      throw new StepFailure(
          "waited "
              + deadline
              + " s for '"
              + step.title()
              + "' on "
              + machine.host()
              + " but the gate stayed closed: "
              + closed(last.get(0)));
    }
    last.get(0).stderr().lines().forEach(line -> tell(machine, step, line));
  }

  /** What a probe says although its gate is open is for people. */
  private void tell(Machine machine, Step step, String line) {
    Journal.Subject subject = new Journal.Subject(machine.host(), "", step.id());
    machine.note(journal.say(What.NOTICE, subject, line, Duration.ZERO));
  }

  /** A command may take its time, such as one that proves a backup. */
  private static Duration oneTry(Step step, int deadline) {
    boolean isCommand = step.details().path("probe").path("kind").asText().equals("command");
    int longest = isCommand ? Math.min(LONG_TRY_SECONDS, deadline) : ONE_TRY_SECONDS;
    return Duration.ofSeconds(Math.max(ONE_TRY_SECONDS, longest));
  }

  private static String closed(Outcome outcome) {
    String said = outcome.lastLine();
    return said.isEmpty() ? "exit code " + outcome.exit() : said;
  }

  static List<String> argv(Step step) {
    JsonNode probe = step.details().path("probe");
    return switch (probe.path("kind").asText()) {
      case "command" -> words(probe.path("argv"));
      case "http" -> http(probe.path("url").asText());
      case "tcp" -> tcp(probe.path("host").asText("127.0.0.1"), probe.path("port").asText());
      default ->
          throw new PlanException(
              "gate '"
                  + step.id()
                  + "' has a probe of kind '"
                  + probe.path("kind").asText()
                  + "'; use a newer applier");
    };
  }

  private static List<String> http(String url) {
    return List.of("curl", "-s", "-S", "-o", "/dev/null", "-m", "4", "-w", "%{http_code}\n", url);
  }

  private static List<String> tcp(String host, String port) {
    return List.of("bash", "-c", "exec 3<>\"/dev/tcp/$0/$1\"", host, port);
  }

  private static boolean isOpen(Step step, Outcome outcome) {
    JsonNode probe = step.details().path("probe");
    if (!outcome.succeeded() || !probe.path("kind").asText().equals("http")) {
      return outcome.succeeded();
    }
    List<String> wanted = words(probe.path("status"));
    String status = outcome.stdout().strip();
    return wanted.isEmpty() ? status.equals("200") : wanted.contains(status);
  }

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return words;
  }
}
