package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Pki;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The certificates recorded for an environment, held against those that its fleet needs.
 *
 * <p>What fits is kept byte for byte. Nothing is issued before {@link #issue} and nothing is
 * written before {@link #save}.
 */
public final class CertificateBook {
  private static final String AUTHORITY = "ca";

  private final Fleet fleet;
  private final CertificateFolder folder;
  private final PrivateKeys keys;
  private final SortedMap<String, String> lacking = new TreeMap<>();
  private final SortedMap<String, String> issued = new TreeMap<>();
  private final SortedMap<String, Recorded> recorded = new TreeMap<>();
  private final List<Wanted> wanted;

  /**
   * Opens the book for a fleet.
   *
   * @param folder the environment's folder {@code pki/}, which need not exist
   */
  public CertificateBook(Path folder, Fleet fleet, PrivateKeys keys) {
    this.fleet = fleet;
    this.folder = new CertificateFolder(folder);
    this.keys = keys;
    this.wanted = CertificatePlan.of(fleet);
    read(AUTHORITY)
        .ifPresentOrElse(
            it -> recorded.put(AUTHORITY, it), () -> lacking.put(AUTHORITY, "is missing"));
    wanted.forEach(this::look);
  }

  private void look(Wanted one) {
    Optional<Recorded> there = read(one.name());
    Optional<String> problem =
        there.isEmpty() ? Optional.of("is missing") : mismatch(one, there.get());
    problem.ifPresentOrElse(
        why -> lacking.put(one.name(), why), () -> recorded.put(one.name(), there.orElseThrow()));
  }

  private Optional<String> mismatch(Wanted one, Recorded there) {
    Recorded authority = recorded.get(AUTHORITY);
    if (authority == null) {
      return Optional.of("was issued by another authority");
    }
    return there.mismatch(one, authority, keys.pem(key(one.name())).orElse(""));
  }

  private Optional<Recorded> read(String name) {
    return folder.read(name).flatMap(Recorded::read);
  }

  /** Names of certificates that are missing or don't fit, each with the reason. */
  public SortedMap<String, String> lacking() {
    return lacking;
  }

  /** Issues what is lacking; an authority that is there and has no key is reported. */
  public void issue(SecureRandom random, Clock clock, Origin origin, Diagnostics diagnostics) {
    if (lacking.isEmpty()) {
      return;
    }
    Authority issuer = new Authority(random, clock);
    if (lacking.containsKey(AUTHORITY) && fleet.ca().caCreate()) {
      record(AUTHORITY, issuer.root(fleet.ca().caCn()));
    }
    Optional<String> key = authorityKey(origin, diagnostics);
    if (key.isPresent()) {
      wanted.stream()
          .filter(one -> lacking.containsKey(one.name()))
          .forEach(one -> record(one.name(), issuer.leaf(one, recorded.get(AUTHORITY), key.get())));
      lacking.clear();
    }
  }

  private Optional<String> authorityKey(Origin origin, Diagnostics diagnostics) {
    Recorded authority = recorded.get(AUTHORITY);
    if (authority == null) {
      diagnostics.error(
          "K001",
          origin,
          "there is no certificate authority and 'ca_create' forbids to make one",
          "bring " + origin.file() + "/ca.crt and the secret 'pki/ca.key', or allow it");
      return Optional.empty();
    }
    Optional<String> key = keys.pem(key(AUTHORITY)).filter(authority::belongsTo);
    if (key.isEmpty()) {
      diagnostics.error(
          "K002",
          origin,
          "certificates are lacking and ca.crt has no private key: "
              + String.join(", ", lacking.keySet()),
          "restore the secret 'pki/ca.key', or delete ca.crt to begin a new authority");
    }
    return key;
  }

  /** Reports what is lacking as errors. */
  public void report(Origin origin, Diagnostics diagnostics) {
    lacking.forEach(
        (name, why) ->
            diagnostics.error(
                "K003",
                Origin.ofFile(origin.file() + "/" + name + ".crt"),
                why,
                "run 'compile pki issue --env " + fleet.environment() + "'"));
  }

  private void record(String name, Authority.Issued one) {
    keys.set(key(name), one.keyPem());
    issued.put(name, one.certificatePem());
    recorded.put(name, Recorded.read(one.certificatePem()).orElseThrow());
  }

  private static String key(String name) {
    return "pki/" + name + ".key";
  }

  /** The certificates; nothing may be lacking. */
  public Pki pki() {
    SortedMap<String, Certificate> certificates = new TreeMap<>();
    for (Wanted one : wanted) {
      String pem = recorded.get(one.name()).pem();
      certificates.put(
          one.name(), new Certificate(one.name(), pem, keys.reference(key(one.name()))));
    }
    return new Pki(recorded.get(AUTHORITY).pem(), certificates);
  }

  /** Writes what was issued. */
  public void save() {
    issued.forEach(folder::write);
    issued.clear();
  }
}
