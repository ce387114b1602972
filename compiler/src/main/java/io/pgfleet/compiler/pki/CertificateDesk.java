package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Fleet;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where certificates of an environment are looked at, issued, renewed and exchanged.
 *
 * <p>Nothing is written before {@link #save}; keys are handed to their store at once, which is to
 * be saved first.
 */
public final class CertificateDesk {
  private final Register register;
  private final Authorities authorities;
  private final Issuing issuing;
  private final Issuing.Complaints complaints;
  private final List<Wanted> wanted;
  private final Clock clock;

  /**
   * Where the desk stands.
   *
   * @param folder the environment's folder {@code pki/}, which need not exist
   * @param shown the same as diagnostics show it
   */
  public record Place(Path folder, Origin shown) {}

  /** What new certificates are made with. */
  public record Making(KeyKind kind, SecureRandom random, Clock clock) {}

  /** A person's new certificate; the key is nowhere else. */
  public record Person(String certificatePem, String keyPem, String authorityPem) {
    @Override
    public String toString() {
      return "Person[" + certificatePem + "]";
    }
  }

  /** Opens the desk for a fleet. */
  public CertificateDesk(
      Place place, Fleet fleet, PrivateKeys keys, Making making, Diagnostics diagnostics) {
    this.register = new Register(new CertificateFolder(place.folder()), keys);
    this.authorities = new Authorities(register);
    this.issuing = new Issuing(register, fleet, making.kind(), making.random(), making.clock());
    this.complaints = new Issuing.Complaints(place.shown(), diagnostics);
    this.wanted = CertificatePlan.of(fleet);
    this.clock = making.clock();
  }

  /** What is to say of every certificate on that day. */
  public CertificateStatus status(Instant at) {
    return new StatusReport(register, wanted).at(at);
  }

  /** Issues what is missing or doesn't fit; gives the names of all that is new. */
  public List<String> issue() {
    Judge judge = new Judge(register, authorities);
    Instant now = clock.instant();
    issuing.authority();
    return issue(wanted.stream().filter(one -> unfit(judge.wanted(one, now))).toList());
  }

  /** What is merely over is renewed, not issued. */
  private static boolean unfit(Judge.Finding finding) {
    return finding.state().gravity() == CertificateState.Gravity.INVALID
        && finding.state() != CertificateState.EXPIRED;
  }

  /** Issues again what is due or over. */
  public List<String> renew() {
    Judge judge = new Judge(register, authorities);
    Instant now = clock.instant();
    return issue(
        wanted.stream()
            .filter(one -> judge.wanted(one, now).state() != CertificateState.OK)
            .toList());
  }

  /** Issues everything again. */
  public List<String> renewAll() {
    return issue(wanted);
  }

  /** Issues those again. */
  public List<String> renew(List<String> names) {
    for (String name : names) {
      if (wanted.stream().noneMatch(one -> one.name().equals(name))) {
        String all = String.join(", ", wanted.stream().map(Wanted::name).toList());
        complaints.error(
            "K007", name, "no service needs a certificate of this name", "there are " + all);
      }
    }
    complaints.diagnostics().throwIfErrors();
    return issue(wanted.stream().filter(one -> names.contains(one.name())).toList());
  }

  private List<String> issue(List<Wanted> these) {
    List<String> names = these.stream().map(Wanted::name).toList();
    if (!names.isEmpty()) {
      Optional<String> signer = issuing.signer(names, complaints);
      signer.ifPresent(key -> these.forEach(one -> issuing.leaf(one, key)));
    }
    complaints.diagnostics().throwIfErrors();
    return register.changed();
  }

  /** Issues a certificate that opens an account of that name; only the certificate is recorded. */
  public Person person(String account, Duration life) {
    issuing.authority();
    Wanted wanted = Wanted.person(account, life);
    Optional<String> signer = issuing.signer(List.of(wanted.name()), complaints);
    complaints.diagnostics().throwIfErrors();
    Authority.Issued made = issuing.made(wanted, signer.orElseThrow());
    register.put(wanted.name(), made.certificatePem());
    String shown = made.certificatePem() + authorities.current().orElseThrow().intermediates();
    return new Person(shown, made.keyPem(), String.join("", authorities.trusted()));
  }

  /** The exchange of the authority. */
  public Rotation rotation() {
    return new Rotation(register, authorities, issuing, complaints, wanted);
  }

  /** Takes an authority that was made elsewhere; see {@link Import}. */
  public Import importing() {
    return new Import(register, authorities, complaints, clock);
  }

  /** The recorded certificates that changed, by name. */
  public List<String> changed() {
    return List.copyOf(new TreeSet<>(new ArrayList<>(register.changed())));
  }

  /** Writes certificates; the store of keys has to be saved before. */
  public void save() {
    register.save();
  }
}
