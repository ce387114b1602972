package io.pgfleet.applier.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgfleet.applier.node.Account;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The fields of a step that only its kind has. */
public record Details(Step step) {

  /** The unit that a unit step is about. */
  public String unit() {
    return text("unit");
  }

  /** Whether a unit step wants the unit to run. */
  public boolean wantsStarted() {
    return !step.details().path("state").asText("started").equals("stopped");
  }

  public boolean wantsEnabled() {
    return step.details().path("enabled").asBoolean(wantsStarted());
  }

  /** Whether the unit holds data that nobody may lose. */
  public boolean isStateful() {
    return step.details().path("stateful").asBoolean(false);
  }

  public List<String> restartOn() {
    return texts("restartOn");
  }

  public List<String> reloadOn() {
    return texts("reloadOn");
  }

  public List<String> reloadArgv() {
    return texts("reloadArgv");
  }

  public List<String> packages() {
    return texts("packages");
  }

  public List<String> argv() {
    return texts("argv");
  }

  public List<String> read() {
    return texts("read");
  }

  public List<String> write() {
    return texts("write");
  }

  /** Path in the tree of the document of a live step. */
  public String document() {
    return text("document");
  }

  /** Path in the tree of what a run step is fed. */
  public Optional<String> stdin() {
    return Optional.ofNullable(step.details().path("stdin").textValue());
  }

  /** Path in the tree of the text that lists what an sql step has left to do. */
  public String probe() {
    return text("probe");
  }

  /** The items of an sql step, in order. */
  public List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (JsonNode item : step.details().path("items")) {
      items.add(new Item(item.path("id").asText(), item.path("file").asText()));
    }
    return items;
  }

  /**
   * One thing that an sql step can bring into the wanted state.
   *
   * @param file path in the tree
   */
  public record Item(String id, String file) {}

  /** The account that a user step is about. */
  public Account account() {
    JsonNode user = step.details().path("user");
    List<String> groups = new ArrayList<>();
    user.path("groups").forEach(group -> groups.add(group.asText()));
    Optional<Integer> uid =
        user.path("uid").isInt() ? Optional.of(user.path("uid").asInt()) : Optional.empty();
    String name = user.path("name").asText();
    return new Account(
        name,
        uid,
        user.path("group").asText(name),
        groups,
        user.path("home").asText(""),
        user.path("shell").asText(""));
  }

  /** What lets a plan tell that a run step will act. */
  public Optional<Forecast> forecast() {
    JsonNode forecast = step.details().path("forecast");
    return forecast.isObject()
        ? Optional.of(
            new Forecast(
                texts(forecast.path("entries")),
                forecast.path("live").asText(""),
                texts(forecast.path("argv"))))
        : Optional.empty();
  }

  /** How the machine that comes last can give its role away. */
  public Optional<HandOver> handOver() {
    JsonNode handOver = step.details().path("handOver");
    return handOver.isObject()
        ? Optional.of(
            new HandOver(
                texts(handOver.path("argv")),
                Duration.ofSeconds(handOver.path("seconds").asLong())))
        : Optional.empty();
  }

  /**
   * What will make a step act although its guard cannot tell that yet.
   *
   * @param entries whose change makes it act
   * @param live id of the step whose merge may make it act; empty for none
   * @param argv prints why, fed with the merge patch
   */
  public record Forecast(List<String> entries, String live, List<String> argv) {}

  /**
   * How the machine that comes last gives its role to another one.
   *
   * @param from only if the step took at least that long on one of the others
   */
  public record HandOver(List<String> argv, Duration from) {}

  /** Units whose last log lines explain why this step failed. */
  public List<String> units() {
    return step.kind().equals("unit") ? List.of(unit()) : texts("units");
  }

  /** Whether any of the names is consumed. */
  public boolean consumesAny(Collection<String> names) {
    return names.stream().anyMatch(new Pattern(step.consumes())::matches);
  }

  /** Whether the step makes a service take up an entry of that name. */
  public boolean takesUp(String name) {
    return switch (Kind.of(step)) {
      case UNIT -> new Pattern(restartOn()).matches(name) || new Pattern(reloadOn()).matches(name);
      case RUN -> new Pattern(step.consumes()).matches(name);
      case PLACE, PACKAGES, USER, SQL, LIVE, GATE, WATCH -> false;
    };
  }

  private String text(String name) {
    JsonNode value = step.details().path(name);
    if (!value.isTextual()) {
      throw new PlanException(
          "step '" + step.id() + "' has no '" + name + "'; compile the environment again");
    }
    return value.textValue();
  }

  private List<String> texts(String name) {
    return texts(step.details().path(name));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(value -> texts.add(value.asText()));
    return List.copyOf(texts);
  }
}
