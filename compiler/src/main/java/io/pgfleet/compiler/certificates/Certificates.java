package io.pgfleet.compiler.certificates;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.derive.Derivation;
import io.pgfleet.compiler.derive.FactsBook;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.EnvironmentReader;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.keys.KeyStore;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.pki.CertificateDesk;
import io.pgfleet.compiler.pki.KeyKind;
import io.pgfleet.compiler.secret.DemoSecrets;
import io.pgfleet.compiler.secret.SealedBook;
import io.pgfleet.compiler.secret.SealedSecrets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * The certificates of an environment, for those who look after them. No facts are needed, and no
 * secrets but the keys of certificates.
 */
public final class Certificates {
  private final Workspace workspace;
  private final Clock clock;
  private final Diagnostics diagnostics;
  private final SecureRandom random = new SecureRandom();

  /** A desk and the store that its keys go to. */
  public record Opened(CertificateDesk desk, KeyStore keys) {

    /** Writes keys, then certificates. */
    public void save() {
      keys.save();
      desk.save();
    }
  }

  /**
   * @param clock for the first day of new certificates
   */
  public Certificates(Workspace workspace, Clock clock, Diagnostics diagnostics) {
    this.workspace = workspace;
    this.clock = clock;
    this.diagnostics = diagnostics;
  }

  /**
   * Opens them to be looked at: sealed keys stay sealed.
   *
   * @throws io.pgfleet.compiler.diagnostic.InvalidInventoryException when the inventory is not
   *     valid
   */
  public CertificateDesk look(String name) {
    Environment environment = environment(name);
    return desk(environment, environment.demo() ? demo(name) : known(name));
  }

  /**
   * Opens them to be changed.
   *
   * @param sealed where keys lie outside of demos
   * @throws io.pgfleet.compiler.diagnostic.InvalidInventoryException when the inventory is not
   *     valid
   */
  public Opened open(String name, Supplier<SealedBook> sealed) {
    Environment environment = environment(name);
    KeyStore keys = environment.demo() ? demo(name) : KeyStore.opened(sealed.get());
    return new Opened(desk(environment, keys), keys);
  }

  private Environment environment(String name) {
    Environment read = EnvironmentReader.read(workspace.inventories(), name, diagnostics);
    diagnostics.throwIfErrors();
    return read;
  }

  private CertificateDesk desk(Environment environment, KeyStore keys) {
    Path folder = workspace.inputs(environment.name()).resolve("pki");
    Origin shown = Origin.ofFile(workspace.label(environment.name(), "pki"));
    return new CertificateDesk(
        new CertificateDesk.Place(folder, shown),
        fleet(environment),
        keys,
        new CertificateDesk.Making(KeyKind.of(environment.keys()).orElseThrow(), random, clock),
        diagnostics);
  }

  private Fleet fleet(Environment environment) {
    Scopes scopes =
        new Compiler(workspace, "", clock).resolve(environment.name(), diagnostics).scopes();
    FactsBook facts = FactsBook.assumed(workspace.inventories(), environment);
    Fleet fleet =
        Derivation.derive(
            new Derivation.Input(environment, scopes, facts, new AnySecrets()), diagnostics);
    diagnostics.throwIfErrors();
    return fleet;
  }

  private KeyStore demo(String name) {
    Path file = workspace.inputs(name).resolve("secrets.yml");
    Origin origin = Origin.ofFile(workspace.label(name, "secrets.yml"));
    KeyStore keys = KeyStore.demo(new DemoSecrets(file, origin, random, diagnostics));
    diagnostics.throwIfErrors();
    return keys;
  }

  private KeyStore known(String name) {
    String label = workspace.inventories().getFileName() + "/" + name;
    KeyStore keys = KeyStore.known(new SealedSecrets(workspace.inputs(name), label, diagnostics));
    diagnostics.throwIfErrors();
    return keys;
  }
}
