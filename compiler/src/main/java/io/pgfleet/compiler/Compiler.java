package io.pgfleet.compiler;

import io.pgfleet.compiler.catalog.CatalogReader;
import io.pgfleet.compiler.catalog.ExtensionsReader;
import io.pgfleet.compiler.catalog.SettingsReader;
import io.pgfleet.compiler.derive.Derivation;
import io.pgfleet.compiler.derive.FactsBook;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.EnvironmentReader;
import io.pgfleet.compiler.inventory.Inventory;
import io.pgfleet.compiler.inventory.InventoryReader;
import io.pgfleet.compiler.inventory.Precedence;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.dialect.RefusedTextException;
import io.pgfleet.compiler.render.Renderer;
import io.pgfleet.compiler.schema.Schemas;
import io.pgfleet.compiler.schema.Vocabulary;
import io.pgfleet.compiler.tree.Connections;
import io.pgfleet.compiler.tree.Layout;
import io.pgfleet.compiler.tree.Provenance;
import io.pgfleet.compiler.tree.Publication;
import io.pgfleet.compiler.tree.Publisher;
import io.pgfleet.compiler.tree.Tree;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * From an inventory to a tree of files.
 *
 * <p>Values flow through pure rooms: inventory, schema, derive, module, render, tree. Diagnostics
 * are collected inside a stage and thrown between stages, so that one run shows every mistake. The
 * only effects are at the end: recorded inputs of a demo environment are saved, then the tree is
 * published, whole or not at all.
 */
public final class Compiler {
  private final Workspace workspace;
  private final String version;
  private final Clock clock;

  /**
   * A compiler.
   *
   * @param version what the top manifest names
   * @param clock for the first day of certificates; the tree itself knows no time
   */
  public Compiler(Workspace workspace, String version, Clock clock) {
    this.workspace = workspace;
    this.version = version;
    this.clock = clock;
  }

  /**
   * Publishes the tree of an environment. How hosts are reached is published even where facts are
   * missing, so that they can be recorded.
   *
   * @throws InvalidInventoryException when it can't be compiled
   */
  public Publication publish(String name, Diagnostics diagnostics) {
    Publisher publisher = Publisher.of(workspace.out(), name);
    Reading reading = read(name, diagnostics);
    try {
      Fleet fleet = reading.inputs().certify(derive(reading, diagnostics), clock);
      Tree tree = tree(fleet, reading.inventory(), diagnostics);
      reading.inputs().save();
      return publisher.publish(tree);
    } catch (InvalidInventoryException e) {
      if (e.diagnostics().stream().anyMatch(one -> one.code().equals(FactsBook.MISSING))) {
        publisher.publishConnections(Connections.json(Derivation.connections(reading.input())));
      }
      throw e;
    }
  }

  /** What publishing would write; writes nothing, issues nothing. */
  public Staleness check(String name, Diagnostics diagnostics) {
    Reading reading = read(name, diagnostics);
    Fleet fleet = derive(reading, diagnostics);
    List<String> staleInputs = reading.inputs().stale(fleet);
    if (!staleInputs.isEmpty()) {
      return Staleness.ofInputs(staleInputs);
    }
    Tree tree = tree(reading.inputs().certify(fleet, clock), reading.inventory(), diagnostics);
    return Staleness.of(Publisher.of(workspace.out(), name).compare(tree));
  }

  /**
   * Reads, checks and derives; writes nothing, renders nothing.
   *
   * @throws InvalidInventoryException when it can't be compiled
   */
  public void validate(String name, Diagnostics diagnostics) {
    derive(read(name, diagnostics), diagnostics);
  }

  /** The parameters that the newest version of the schema knows. */
  public Vocabulary vocabulary() {
    return new Schemas(workspace.root().resolve("schema")).newest();
  }

  /**
   * The tree that an inventory would compile to if it were changed; writes nothing.
   *
   * @return empty when recorded inputs are stale: two trees would differ by what is made up for
   *     each
   * @throws InvalidInventoryException when it can't be compiled
   */
  Optional<Tree> preview(String name, UnaryOperator<Inventory> change, boolean fresh) {
    Diagnostics diagnostics = new Diagnostics();
    Reading reading = read(name, change, diagnostics);
    Fleet fleet = derive(reading, diagnostics);
    if (fresh && !reading.inputs().stale(fleet).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        tree(reading.inputs().certify(fleet, clock), reading.inventory(), diagnostics));
  }

  /** What the schema knows, and what holds for each host and for the platform. */
  public Resolved resolve(String name, Diagnostics diagnostics) {
    return resolve(InventoryReader.read(workspace.inventories(), name, diagnostics), diagnostics);
  }

  /** An inventory after schema and precedence. */
  public record Resolved(Vocabulary vocabulary, Scopes scopes) {}

  private Reading read(String name, Diagnostics diagnostics) {
    return read(name, UnaryOperator.identity(), diagnostics);
  }

  private Reading read(String name, UnaryOperator<Inventory> change, Diagnostics diagnostics) {
    Environment environment = EnvironmentReader.read(workspace.inventories(), name, diagnostics);
    Inventory inventory =
        change.apply(InventoryReader.read(workspace.inventories(), name, diagnostics));
    Scopes scopes = resolve(inventory, diagnostics).scopes();
    RecordedInputs inputs = new RecordedInputs(workspace, environment, diagnostics);
    FactsBook facts = FactsBook.read(workspace.inventories(), environment, diagnostics);
    return new Reading(
        inventory, inputs, new Derivation.Input(environment, scopes, facts, inputs.secrets()));
  }

  private Fleet derive(Reading reading, Diagnostics diagnostics) {
    Fleet fleet = Derivation.derive(reading.input(), diagnostics);
    diagnostics.throwIfErrors();
    Fleet provided = fleet.with(CatalogReader.read(schema(fleet), fleet.packages()));
    Derivation.Known known =
        new Derivation.Known(
            SettingsReader.read(schema(fleet)), ExtensionsReader.read(schema(fleet)));
    Derivation.checkServers(reading.input(), provided, known, diagnostics);
    diagnostics.throwIfErrors();
    return provided;
  }

  private Resolved resolve(Inventory inventory, Diagnostics diagnostics) {
    diagnostics.throwIfErrors();
    Schemas schemas = new Schemas(workspace.root().resolve("schema"));
    Vocabulary vocabulary = schemas.of(inventory, diagnostics);
    Inventory checked = vocabulary.check(inventory, diagnostics);
    diagnostics.throwIfErrors();
    Scopes scopes = Precedence.resolve(checked, vocabulary.defaults(), diagnostics);
    return new Resolved(vocabulary, scopes);
  }

  private Tree tree(Fleet fleet, Inventory inventory, Diagnostics diagnostics) {
    Renderer renderer = new Renderer(workspace.root().resolve("templates"));
    Provenance provenance = new Provenance(version, InputDigest.of(fleet));
    try {
      List<Contribution> contributions =
          Modules.ALL.stream().map(module -> module.contribute(fleet)).toList();
      return Layout.of(fleet, contributions, renderer, provenance);
    } catch (RefusedTextException e) {
      Culprit.report(e, inventory, diagnostics);
    } catch (Catalog.UnprovidedException e) {
      diagnostics.error("M001", inventory.origin(), e.getMessage(), remedy(fleet.packages()));
    }
    throw new InvalidInventoryException(diagnostics.sorted());
  }

  private static String remedy(PackageSource source) {
    return source == PackageSource.DEBIAN
        ? "Debian has only its own programs: set 'packages: reference' in env.yml, or take out what"
            + " needs it"
        : "take out what needs it, or use a system that the source serves";
  }

  private Path schema(Fleet fleet) {
    String folder = fleet.meta().version().replaceFirst("^(v\\d+\\.\\d+).*$", "$1");
    return workspace.root().resolve("schema").resolve(folder);
  }

  /** Everything that was read, checked and merged. */
  private record Reading(Inventory inventory, RecordedInputs inputs, Derivation.Input input) {}
}
