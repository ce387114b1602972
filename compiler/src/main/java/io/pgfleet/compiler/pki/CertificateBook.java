package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Pki;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The certificates recorded for an environment, held against those that its fleet needs: what
 * compile sees of them, whatever the day.
 *
 * <p>What fits is kept byte for byte. Nothing is issued before {@link #issue} and nothing is
 * written before {@link #save}.
 */
public final class CertificateBook {
  private final Fleet fleet;
  private final Register register;
  private final Authorities authorities;
  private final List<Wanted> wanted;
  private final SortedMap<String, String> lacking = new TreeMap<>();

  /**
   * Opens the book for a fleet.
   *
   * @param folder the environment's folder {@code pki/}, which need not exist
   */
  public CertificateBook(Path folder, Fleet fleet, PrivateKeys keys) {
    this.fleet = fleet;
    this.register = new Register(new CertificateFolder(folder), keys);
    this.authorities = new Authorities(register);
    this.wanted = CertificatePlan.of(fleet);
    if (authorities.current().isEmpty()) {
      lacking.put(Authorities.CURRENT, "is missing");
    }
    Judge judge = new Judge(register, authorities);
    for (Wanted one : wanted) {
      judge.mismatch(one).ifPresent(finding -> lacking.put(one.name(), finding.reason()));
    }
  }

  /** Names of certificates that are missing or don't fit, each with the reason. */
  public SortedMap<String, String> lacking() {
    return Collections.unmodifiableSortedMap(lacking);
  }

  /** Issues what is lacking; an authority that is there and has no key is reported. */
  public void issue(
      KeyKind kind, SecureRandom random, Clock clock, Origin folder, Diagnostics diagnostics) {
    if (lacking.isEmpty()) {
      return;
    }
    Issuing issuing = new Issuing(register, fleet, kind, random, clock);
    issuing.authority();
    Issuing.Complaints complaints = new Issuing.Complaints(folder, diagnostics);
    issuing
        .signer(lacking.keySet(), complaints)
        .ifPresent(
            signer -> {
              wanted.stream()
                  .filter(one -> lacking.containsKey(one.name()))
                  .forEach(one -> issuing.leaf(one, signer));
              lacking.clear();
            });
  }

  /** Reports what is lacking as errors. */
  public void report(Origin folder, Diagnostics diagnostics) {
    lacking.forEach(
        (name, why) ->
            diagnostics.error(
                "K003",
                Origin.ofFile(folder.file() + "/" + name + ".crt"),
                why,
                "run 'compile pki issue --env " + fleet.environment() + "'"));
  }

  /**
   * The certificates; nothing may be lacking. Each is shown with the authorities between itself and
   * the root.
   */
  public Pki pki() {
    String intermediates = authorities.current().orElseThrow().intermediates();
    SortedMap<String, Certificate> certificates = new TreeMap<>();
    for (Wanted one : wanted) {
      String pem = register.get(one.name()).orElseThrow().pem() + intermediates;
      certificates.put(
          one.name(),
          new Certificate(one.name(), pem, register.keys().reference(Register.key(one.name()))));
    }
    return new Pki(authorities.trusted(), certificates);
  }

  /** Writes what was issued. */
  public void save() {
    register.save();
  }
}
