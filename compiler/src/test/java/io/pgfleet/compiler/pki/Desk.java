package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Fleet;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.function.Executable;

/** A desk of the sandbox's certificates in a scratch folder, on a day that can be chosen. */
final class Desk {
  static final Origin ORIGIN = Origin.ofFile("inventories/sandbox/pki");

  final KeysInMemory keys = new KeysInMemory();
  final Path folder;
  Fleet fleet = SandboxFleet.read();
  KeyKind kind = KeyKind.EC_P256;
  Instant now = Clock.systemUTC().instant();

  Desk(Path folder) {
    this.folder = folder;
  }

  /** What another program made this moment is valid; clocks of processes may differ a little. */
  void aMomentLater() {
    now = Clock.systemUTC().instant().plusSeconds(5);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** The desk as the next command opens it. */
  CertificateDesk open() {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new CertificateDesk(
        new CertificateDesk.Place(folder, ORIGIN),
        fleet,
        keys,
        new CertificateDesk.Making(kind, new SecureRandom(), clock),
        new Diagnostics());
  }

  List<String> issue() {
    CertificateDesk desk = open();
    List<String> names = desk.issue();
    desk.save();
    return names;
  }

  List<String> rotate() {
    CertificateDesk desk = open();
    List<String> names = desk.rotation().advance();
    desk.save();
    return names;
  }

  String take(Import.Luggage luggage) {
    CertificateDesk desk = open();
    String name = desk.importing().take(luggage);
    desk.save();
    return name;
  }

  Recorded recorded(String name) {
    return new CertificateFolder(folder).read(name).flatMap(Recorded::read).orElseThrow();
  }

  /** The states of all certificates that are not well. */
  Map<String, String> unwell() {
    Map<String, String> unwell = new TreeMap<>();
    open().status(now).lines().stream()
        .filter(line -> line.state() != CertificateState.OK)
        .forEach(line -> unwell.put(line.name(), line.state().word() + ": " + line.reason()));
    return unwell;
  }

  /** What a refused command says: code, message and remedy. */
  static String refusal(Executable command) {
    InvalidInventoryException refused =
        org.junit.jupiter.api.Assertions.assertThrows(InvalidInventoryException.class, command);
    return String.join("\n", refused.diagnostics().stream().map(Diagnostic::toString).toList());
  }
}
