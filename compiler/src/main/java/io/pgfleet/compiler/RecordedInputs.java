package io.pgfleet.compiler;

import io.pgfleet.compiler.derive.SecretIndex;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.keys.KeyStore;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.pki.CertificateBook;
import io.pgfleet.compiler.pki.KeyKind;
import io.pgfleet.compiler.pki.PrivateKeys;
import io.pgfleet.compiler.secret.DemoSecrets;
import io.pgfleet.compiler.secret.SealedSecrets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inputs that a compile of a demo environment makes where they are missing: secrets and
 * certificates. Elsewhere what is missing is an error.
 */
final class RecordedInputs {
  private final Workspace workspace;
  private final Environment environment;
  private final Diagnostics diagnostics;
  private final SecureRandom random = new SecureRandom();
  private final Optional<DemoSecrets> demo;
  private final SecretIndex index;
  private final PrivateKeys keys;
  private CertificateBook book;

  RecordedInputs(Workspace workspace, Environment environment, Diagnostics diagnostics) {
    this.workspace = workspace;
    this.environment = environment;
    this.diagnostics = diagnostics;
    this.demo = environment.demo() ? Optional.of(demoSecrets()) : Optional.empty();
    if (demo.isPresent()) {
      this.index = demo.get();
      this.keys = KeyStore.demo(demo.get());
    } else {
      SealedSecrets sealed = sealedSecrets();
      this.index = sealed;
      this.keys = KeyStore.known(sealed);
    }
  }

  private SealedSecrets sealedSecrets() {
    String label = workspace.inventories().getFileName() + "/" + environment.name();
    return new SealedSecrets(workspace.inputs(environment.name()), label, diagnostics);
  }

  private DemoSecrets demoSecrets() {
    Path file = workspace.inputs(environment.name()).resolve("secrets.yml");
    Origin origin = Origin.ofFile(workspace.label(environment.name(), "secrets.yml"));
    return new DemoSecrets(file, origin, random, diagnostics);
  }

  SecretIndex secrets() {
    return index;
  }

  /** The fleet with its certificates; in a demo environment those that are lacking are issued. */
  Fleet certify(Fleet fleet, Clock clock) {
    open(fleet);
    Origin folder = Origin.ofFile(workspace.label(environment.name(), "pki"));
    if (demo.isPresent()) {
      KeyKind kind = KeyKind.of(environment.keys()).orElseThrow();
      book.issue(kind, random, clock, folder, diagnostics);
    } else {
      book.report(folder, diagnostics);
    }
    diagnostics.throwIfErrors();
    return fleet.with(book.pki());
  }

  /** Files that are missing or don't fit that fleet, as diagnostics show them. */
  List<String> stale(Fleet fleet) {
    open(fleet);
    List<String> stale = new ArrayList<>();
    if (demo.isPresent() && demo.get().stale()) {
      stale.add(workspace.label(environment.name(), "secrets.yml"));
    }
    book.lacking()
        .keySet()
        .forEach(name -> stale.add(workspace.label(environment.name(), "pki/" + name + ".crt")));
    return stale;
  }

  private void open(Fleet fleet) {
    if (book == null) {
      book = new CertificateBook(workspace.inputs(environment.name()).resolve("pki"), fleet, keys);
    }
  }

  /** Writes what was made. */
  void save() {
    if (demo.isPresent() && demo.get().stale()) {
      diagnostics.notice(
          "S006",
          Origin.ofFile(workspace.label(environment.name(), "secrets.yml")),
          "holds the secrets of this demo in plain text",
          "");
      demo.get().save();
    }
    book.save();
  }
}
