package io.pgfleet.compiler;

import io.pgfleet.compiler.catalog.CatalogReader;
import io.pgfleet.compiler.catalog.ExtensionsReader;
import io.pgfleet.compiler.catalog.SettingsReader;
import io.pgfleet.compiler.derive.Derivation;
import io.pgfleet.compiler.derive.FactsBook;
import io.pgfleet.compiler.derive.SecretIndex;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.EnvironmentReader;
import io.pgfleet.compiler.inventory.Inventory;
import io.pgfleet.compiler.inventory.InventoryReader;
import io.pgfleet.compiler.inventory.Precedence;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.schema.Schemas;
import io.pgfleet.compiler.schema.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real inventories as fleets, for the tests of all rooms. */
public final class SandboxFleet {
  private SandboxFleet() {}

  /** The checkout. */
  public static Path root() {
    return Path.of(System.getProperty("pgfleet.root")).toAbsolutePath().normalize();
  }

  /** The committed sandbox, without certificates. */
  public static Fleet read() {
    return read(root().resolve("inventories"), "sandbox", new Diagnostics());
  }

  /** A demo environment on Debian's packages with that inventory, written below the directory. */
  public static Fleet of(Path directory, String inventory) {
    return of(directory, inventory, new Diagnostics());
  }

  /** The same; what was found wrong with it is in the diagnostics. */
  public static Fleet of(Path directory, String inventory, Diagnostics diagnostics) {
    try {
      Path environment = directory.resolve("inventories/test");
      Files.createDirectories(environment.resolve("facts"));
      Path sandbox = root().resolve("inventories/sandbox");
      Files.writeString(environment.resolve("inventory.yml"), inventory);
      Files.writeString(
          environment.resolve("env.yml"), Files.readString(sandbox.resolve("env.yml")));
      Files.writeString(
          environment.resolve("facts/default.json"),
          Files.readString(sandbox.resolve("facts/default.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(directory.resolve("inventories"), "test", diagnostics);
  }

  /** The environment with that name below the directory. */
  public static Fleet read(Path inventories, String name, Diagnostics diagnostics) {
    Environment environment = EnvironmentReader.read(inventories, name, diagnostics);
    Scopes scopes = scopes(inventories, name, diagnostics);
    FactsBook facts = FactsBook.read(inventories, environment, diagnostics);
    Derivation.Input input = new Derivation.Input(environment, scopes, facts, new NamedSecrets());
    Fleet fleet = Derivation.derive(input, diagnostics);
    Path schema = root().resolve("schema/v4.0");
    Fleet provided = fleet.with(CatalogReader.read(schema, fleet.packages()));
    Derivation.Known known =
        new Derivation.Known(SettingsReader.read(schema), ExtensionsReader.read(schema));
    Derivation.checkServers(input, provided, known, diagnostics);
    diagnostics.throwIfErrors();
    return fleet;
  }

  /** What holds for each host of that environment. */
  public static Scopes scopes(Path inventories, String name, Diagnostics diagnostics) {
    Inventory inventory = InventoryReader.read(inventories, name, diagnostics);
    diagnostics.throwIfErrors();
    Vocabulary vocabulary = new Schemas(root().resolve("schema")).of(inventory, diagnostics);
    Inventory checked = vocabulary.check(inventory, diagnostics);
    diagnostics.throwIfErrors();
    return Precedence.resolve(checked, vocabulary.defaults(), diagnostics);
  }

  /** References whose revision never changes. */
  private static final class NamedSecrets implements SecretIndex {

    @Override
    public Secret written(String name, String literal, Origin origin) {
      return new Secret(name, "00000000", literal.isEmpty());
    }

    @Override
    public Secret named(String name, Origin origin) {
      return new Secret(name, "00000000", false);
    }

    @Override
    public Secret unwritten(String name) {
      return new Secret(name, "00000000", false);
    }
  }
}
