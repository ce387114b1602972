package io.pgfleet.compiler;

import io.pgfleet.compiler.derive.Derivation;
import io.pgfleet.compiler.derive.FactsBook;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.inventory.EnvironmentReader;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.pki.CertificateDesk;
import io.pgfleet.compiler.pki.KeyKind;
import io.pgfleet.compiler.secret.DemoSecrets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** The certificates of an environment, for those who look after them. */
public final class Certificates {
  private final CertificateDesk desk;
  private final KeyStore keys;

  private Certificates(CertificateDesk desk, KeyStore keys) {
    this.desk = desk;
    this.keys = keys;
  }

  /**
   * Opens them.
   *
   * @param clock for the first day of new certificates
   * @throws io.pgfleet.compiler.diagnostic.InvalidInventoryException when the inventory is not
   *     valid
   */
  public static Certificates open(
      Workspace workspace, String name, Clock clock, Diagnostics diagnostics) {
    SecureRandom random = new SecureRandom();
    Environment environment = EnvironmentReader.read(workspace.inventories(), name, diagnostics);
    Scopes scopes = new Compiler(workspace, "", clock).resolve(name, diagnostics).scopes();
    FactsBook facts = FactsBook.read(workspace.inventories(), environment, diagnostics);
    Fleet fleet =
        Derivation.derive(
            new Derivation.Input(environment, scopes, facts, new AnySecrets()), diagnostics);
    diagnostics.throwIfErrors();
    KeyStore keys = keys(workspace, environment, random, diagnostics);
    Path folder = workspace.inputs(name).resolve("pki");
    Origin shown = Origin.ofFile(workspace.label(name, "pki"));
    return new Certificates(
        new CertificateDesk(
            new CertificateDesk.Place(folder, shown),
            fleet,
            keys,
            new CertificateDesk.Making(KeyKind.EC_P256, random, clock),
            diagnostics),
        keys);
  }

  private static KeyStore keys(
      Workspace workspace, Environment environment, SecureRandom random, Diagnostics diagnostics) {
    if (!environment.demo()) {
      return new NoKeys();
    }
    String name = environment.name();
    Path file = workspace.inputs(name).resolve("secrets.yml");
    Origin origin = Origin.ofFile(workspace.label(name, "secrets.yml"));
    KeyStore keys = new DemoKeys(new DemoSecrets(file, origin, random, diagnostics));
    diagnostics.throwIfErrors();
    return keys;
  }

  /** Where they are looked at, issued and exchanged. */
  public CertificateDesk desk() {
    return desk;
  }

  /** Writes keys, then certificates. */
  public void save() {
    keys.save();
    desk.save();
  }
}
