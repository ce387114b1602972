package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Level;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.render.Renderer;
import io.pgfleet.compiler.schema.Examples;
import io.pgfleet.compiler.schema.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of a parameter that somebody reads changes a setting, a step or a diagnostic of the
 * inventory in {@code resources/matters}; comments, titles and texts about the tree do not count.
 * That of a parameter which nobody reads gives the notice that says so.
 */
final class EveryParameterMattersTest {
  private static final Path RESOURCES =
      SandboxFleet.root().resolve("compiler/src/test/resources/matters");

  /** How groups are merged is settled before this test changes a block; PrecedenceTest tries it. */
  private static final String OF_MERGING = "ansible_group_priority";

  /** Where a command writes is in no tree; MigrationCommandTest tries it. */
  private static final String OF_A_COMMAND = "context_dir";

  /** Certificates that fit stay, and which schema holds is no matter of modules. */
  private static final Set<String> ELSEWHERE =
      Set.of("ca_cn", "ca_create", "cert_validity", "nginx_cert_validity", "version");

  /** From the weakest proof of an effect to the strongest. */
  private enum Effect {
    NOTHING,
    DIAGNOSTIC,
    STEP,
    SETTING
  }

  @TempDir static Path scratch;
  private static Trial trial;
  private static Trial.Outcome unchanged;

  private final Renderer renderer = new Renderer(SandboxFleet.root().resolve("templates"));

  @BeforeAll
  static void compile() {
    Path inventories = scratch.resolve("inventories");
    Folders.copy(RESOURCES.resolve("inventories"), inventories);
    Folders.copy(inventories.resolve("matters"), inventories.resolve("fresh"));
    Workspace workspace = new Workspace(SandboxFleet.root(), inventories, scratch.resolve("out"));
    new Compiler(workspace, "trial", Clock.systemUTC()).publish("matters", new Diagnostics());
    trial = new Trial(scratch, "matters");
    unchanged = trial.contributed(UnaryOperator.identity());
  }

  @Test
  void comparesAnInventoryWithItself() {
    assertEquals(Effect.NOTHING, effect(trial.contributed(UnaryOperator.identity())));
    assertEquals(Set.of(), unchanged.diagnostics());
  }

  @Test
  void everyParameterThatIsReadChangesSomething() throws IOException {
    SortedMap<String, Effect> effects = new TreeMap<>();
    for (Parameter one : trial.vocabulary().parameters().values()) {
      if (one.live()
          && !one.readers().isEmpty()
          && !ELSEWHERE.contains(one.name())
          && !List.of(OF_MERGING, OF_A_COMMAND).contains(one.name())) {
        effects.put(one.name(), strongest(one));
      }
    }
    assertEquals(List.of(), named(effects, Effect.NOTHING));
    assertEquals(
        Files.readAllLines(RESOURCES.resolve("diagnostic-only.txt")),
        named(effects, Effect.DIAGNOSTIC),
        "parameters whose example changes no setting and no step");
    System.out.println(
        effects.size()
            + " parameters are read: "
            + named(effects, Effect.SETTING).size()
            + " change a setting, "
            + named(effects, Effect.STEP).size()
            + " a step, "
            + named(effects, Effect.DIAGNOSTIC).size()
            + " a diagnostic");
  }

  @Test
  void everyParameterThatIsNotReadSaysSo() {
    List<String> wrong = new ArrayList<>();
    for (Parameter one : trial.vocabulary().parameters().values()) {
      if (one.live() && one.readers().isEmpty()) {
        Level level = places(one).get(0);
        Trial.Outcome outcome =
            trial.contributed(Trial.setting(level, one.name(), Examples.of(one)));
        boolean noticed =
            outcome.diagnostics().stream()
                .anyMatch(it -> it.startsWith("P006 ") && it.contains("'" + one.name() + "'"));
        if (!noticed || effect(outcome).compareTo(Effect.DIAGNOSTIC) > 0) {
          wrong.add(one.name() + " " + outcome.diagnostics());
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void certificatesOfANewEnvironmentFollowTheirParameters() {
    Trial fresh = new Trial(scratch, "fresh");
    Trial.Outcome before = fresh.certificates(UnaryOperator.identity());
    assertEquals(before, fresh.certificates(UnaryOperator.identity()));
    for (String name : ELSEWHERE) {
      Setting example = Examples.of(fresh.vocabulary().parameters().get(name));
      Trial.Outcome after = fresh.certificates(Trial.setting(Level.ALL, name, example));
      assertEquals(name.equals("version"), before.equals(after), name);
    }
  }

  private static List<String> named(SortedMap<String, Effect> effects, Effect effect) {
    return effects.entrySet().stream()
        .filter(one -> one.getValue() == effect)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Effect strongest(Parameter parameter) {
    Setting example = Examples.of(parameter);
    Effect strongest = Effect.NOTHING;
    for (Level place : places(parameter)) {
      Effect here = effect(trial.contributed(Trial.setting(place, parameter.name(), example)));
      strongest = here.compareTo(strongest) > 0 ? here : strongest;
      if (strongest == Effect.SETTING) {
        return strongest;
      }
    }
    return strongest;
  }

  /** All blocks in which the parameter's levels allow it. */
  private List<Level> places(Parameter parameter) {
    List<Level> places = new ArrayList<>();
    for (String letter : Examples.levels(parameter).split("/")) {
      places.addAll(
          switch (letter) {
            case "C" -> trial.levels(Level.Kind.GROUP);
            case "I" -> trial.levels(Level.Kind.HOST);
            default -> trial.levels(Level.Kind.ALL);
          });
    }
    return places;
  }

  private Effect effect(Trial.Outcome outcome) {
    boolean failed = outcome.steps().isEmpty();
    if (!failed && !sameSettings(outcome)) {
      return Effect.SETTING;
    }
    if (!failed && !untitled(outcome).equals(untitled(unchanged))) {
      return Effect.STEP;
    }
    return told(outcome).equals(told(unchanged)) ? Effect.NOTHING : Effect.DIAGNOSTIC;
  }

  /** Apart from what is said of every parameter, or of every literal secret. */
  private static Set<String> told(Trial.Outcome outcome) {
    return outcome.diagnostics().stream()
        .filter(one -> !one.matches("(P006|S[0-9]+) .*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Contribution.PhasedStep> untitled(Trial.Outcome outcome) {
    return outcome.steps().stream()
        .map(one -> new Contribution.PhasedStep(one.phase(), untitled(one.step())))
        .toList();
  }

  private static Step untitled(Step one) {
    return new Step(
        one.id(),
        "",
        one.module(),
        one.where(),
        one.when(),
        one.action(),
        one.undo(),
        one.timeoutSeconds(),
        one.rolling());
  }

  private boolean sameSettings(Trial.Outcome outcome) {
    if (!outcome.made().keySet().equals(unchanged.made().keySet())) {
      return false;
    }
    return outcome.made().entrySet().stream()
        .allMatch(one -> same(one.getValue(), unchanged.made().get(one.getKey())));
  }

  private boolean same(Object one, Object other) {
    if (one.equals(other)) {
      return true;
    }
    if (one instanceof Artifact.File file && other instanceof Artifact.File before) {
      return file.ownership().equals(before.ownership())
          && same(file.type(), file.content(), before.content());
    }
    if (one instanceof Artifact.Block block && other instanceof Artifact.Block before) {
      return same(block.type(), block.content(), before.content());
    }
    if (one instanceof Artifact.Payload payload && other instanceof Artifact.Payload before) {
      return same(payload.type(), payload.content(), before.content());
    }
    return false;
  }

  private boolean same(ArtifactType type, Content one, Content other) {
    return one.equals(other) || meaning(type, one).equals(meaning(type, other));
  }

  private Object meaning(ArtifactType type, Content content) {
    byte[] bytes = renderer.render(type, type.name(), content).bytes();
    return Meaning.of(type.format(), new String(bytes, StandardCharsets.UTF_8));
  }
}
