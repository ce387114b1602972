package io.pgfleet.compiler;

import io.pgfleet.compiler.catalog.CatalogReader;
import io.pgfleet.compiler.derive.Derivation;
import io.pgfleet.compiler.derive.FactsBook;
import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.inventory.Block;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.EnvironmentReader;
import io.pgfleet.compiler.inventory.Inventory;
import io.pgfleet.compiler.inventory.InventoryReader;
import io.pgfleet.compiler.inventory.Level;
import io.pgfleet.compiler.inventory.Precedence;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Pki;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Module;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.dialect.RefusedTextException;
import io.pgfleet.compiler.schema.Schemas;
import io.pgfleet.compiler.schema.Vocabulary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Compiles variants of one inventory in memory, as far as what modules contribute. */
final class Trial {
  private static final Path ROOT = SandboxFleet.root();

  private final Workspace workspace;
  private final Environment environment;
  private final Inventory inventory;
  private final Vocabulary vocabulary;
  private final Block defaults;
  private final Catalog catalog;

  /**
   * What came out; artifacts and connections by place.
   *
   * @param diagnostics code and message of each
   */
  record Outcome(
      SortedMap<String, Object> made,
      List<Contribution.PhasedStep> steps,
      Set<String> diagnostics) {}

  /** The environment with that name below {@code inventories/} of the folder. */
  Trial(Path folder, String name) {
    Diagnostics diagnostics = new Diagnostics();
    workspace = new Workspace(ROOT, folder.resolve("inventories"), folder.resolve("out"));
    environment = EnvironmentReader.read(workspace.inventories(), name, diagnostics);
    inventory = InventoryReader.read(workspace.inventories(), name, diagnostics);
    vocabulary = new Schemas(ROOT.resolve("schema")).of(inventory, diagnostics);
    defaults = vocabulary.defaults();
    catalog = CatalogReader.read(ROOT.resolve("schema/v4.0"), derived().packages());
  }

  private Fleet derived() {
    Diagnostics diagnostics = new Diagnostics();
    return Derivation.derive(input(inventory, inputs(diagnostics), diagnostics), diagnostics);
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Blocks of an inventory, the widest first. */
  List<Level> levels(Level.Kind kind) {
    return switch (kind) {
      case DEFAULT -> List.of(Level.DEFAULT);
      case ALL -> List.of(Level.ALL);
      case GROUP -> inventory.groups().stream().map(one -> one.vars().level()).toList();
      case HOST -> inventory.hosts().stream().map(one -> one.vars().level()).toList();
    };
  }

  /** One more parameter in one block of an inventory. */
  static UnaryOperator<Inventory> setting(Level level, String parameter, Setting setting) {
    return inventory ->
        inventory.map(
            block -> block.level().equals(level) ? put(block, parameter, setting) : block);
  }

  /** Names of the fleet's certificates, and what they say apart from their keys. */
  private static void certified(Pki pki, SortedMap<String, Object> made) {
    made.put("certificate ca", Certified.of(pki.caPem()));
    pki.certificates()
        .forEach((name, one) -> made.put("certificate " + name, Certified.of(one.pem())));
  }

  /** What its certificates say; all are issued anew where the environment holds none. */
  Outcome certificates(UnaryOperator<Inventory> change) {
    Diagnostics diagnostics = new Diagnostics();
    SortedMap<String, Object> made = new TreeMap<>();
    try {
      RecordedInputs inputs = inputs(diagnostics);
      Derivation.Input input = input(change.apply(inventory), inputs, diagnostics);
      Fleet derived = Derivation.derive(input, diagnostics).with(catalog);
      certified(inputs.certify(derived, Clock.systemUTC()).pki(), made);
    } catch (InvalidInventoryException e) {
      return new Outcome(made, List.of(), messages(e.diagnostics().stream()));
    }
    return new Outcome(made, List.of(), messages(diagnostics.sorted().stream()));
  }

  private static Block put(Block block, String parameter, Setting setting) {
    Map<String, Setting> settings = new LinkedHashMap<>(block.settings());
    settings.put(parameter, setting);
    return block.with(settings);
  }

  /** What the modules contribute to that variant of the inventory. */
  Outcome contributed(UnaryOperator<Inventory> change) {
    Diagnostics diagnostics = new Diagnostics();
    SortedMap<String, Object> made = new TreeMap<>();
    List<Contribution.PhasedStep> steps = new ArrayList<>();
    try {
      RecordedInputs inputs = inputs(diagnostics);
      Derivation.Input input = input(change.apply(inventory), inputs, diagnostics);
      Derivation.connections(input).forEach((host, one) -> made.put("connection " + host, one));
      Fleet derived = Derivation.derive(input, diagnostics).with(catalog);
      Fleet fleet = inputs.certify(derived, Clock.systemUTC());
      for (Module module : Modules.ALL) {
        Contribution contribution = module.contribute(fleet);
        contribution.artifacts().forEach(one -> made.put(name(one), one));
        contribution.operations().forEach(one -> made.put(name(one), one));
        steps.addAll(contribution.steps());
      }
    } catch (InvalidInventoryException e) {
      return new Outcome(made, steps, messages(e.diagnostics().stream()));
    } catch (RefusedTextException | Catalog.UnprovidedException e) {
      return new Outcome(made, steps, new TreeSet<>(Set.of(e.getMessage())));
    }
    return new Outcome(made, steps, messages(diagnostics.sorted().stream()));
  }

  private RecordedInputs inputs(Diagnostics diagnostics) {
    return new RecordedInputs(workspace, environment, diagnostics);
  }

  private Derivation.Input input(
      Inventory variant, RecordedInputs inputs, Diagnostics diagnostics) {
    Inventory checked = vocabulary.check(variant, diagnostics);
    diagnostics.throwIfErrors();
    Scopes scopes = Precedence.resolve(checked, defaults, diagnostics);
    FactsBook facts = FactsBook.read(workspace.inventories(), environment, diagnostics);
    return new Derivation.Input(environment, scopes, facts, inputs.secrets());
  }

  private static Set<String> messages(Stream<Diagnostic> diagnostics) {
    Set<String> messages = new TreeSet<>();
    diagnostics.forEach(one -> messages.add(one.code() + " " + one.message()));
    return messages;
  }

  private static String name(Operation operation) {
    return "operation " + operation.definition().name() + " of " + operation.target();
  }

  private static String name(Artifact artifact) {
    if (artifact instanceof Artifact.File file) {
      return file.host() + ":" + file.path();
    }
    if (artifact instanceof Artifact.Block block) {
      return block.host() + ":" + block.path() + "#" + block.id();
    }
    if (artifact instanceof Artifact.Directory directory) {
      return directory.host() + ":" + directory.path();
    }
    if (artifact instanceof Artifact.Link link) {
      return link.host() + ":" + link.path();
    }
    Artifact.Payload payload = (Artifact.Payload) artifact;
    return "groups/" + payload.group() + "/" + payload.name();
  }
}
