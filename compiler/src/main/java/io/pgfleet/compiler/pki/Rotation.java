package io.pgfleet.compiler.pki;

import java.util.List;
import java.util.Optional;

/**
 * The exchange of an authority for another one, in three phases; each is compiled and applied
 * before the next one.
 *
 * <ol>
 *   <li>The next authority is made and trusted everywhere, beside the current one.
 *   <li>It becomes the current one and issues every certificate again; the old one is still
 *       trusted.
 *   <li>The old one is dropped.
 * </ol>
 *
 * <p>A phase that was cut short is finished by carrying it out again.
 */
public final class Rotation {
  private final Register register;
  private final Authorities authorities;
  private final Issuing issuing;
  private final Issuing.Complaints complaints;
  private final List<Wanted> wanted;

  Rotation(
      Register register,
      Authorities authorities,
      Issuing issuing,
      Issuing.Complaints complaints,
      List<Wanted> wanted) {
    this.register = register;
    this.authorities = authorities;
    this.issuing = issuing;
    this.complaints = complaints;
    this.wanted = wanted;
  }

  /** How far it has come. */
  public RotationStage stage() {
    return authorities.stage();
  }

  /** Carries out the next phase; gives the names of certificates that changed. */
  public List<String> advance() {
    switch (stage()) {
      case NONE -> trust();
      case BOTH_TRUSTED -> reissue();
      case REISSUED -> drop();
    }
    complaints.diagnostics().throwIfErrors();
    return register.changed();
  }

  private void trust() {
    if (authorities.current().isEmpty()) {
      complaints.error(
          "K006",
          Authorities.CURRENT,
          "there is no authority to exchange",
          "make one with 'compile pki issue'");
      return;
    }
    register.put(Authorities.NEXT, issuing.root());
  }

  /** The old key signs nothing any more, so it is forgotten. */
  private void reissue() {
    Recorded next = authorities.next().orElseThrow();
    Optional<String> key = authorities.keyOf(next);
    if (key.isEmpty()) {
      complaints.error(
          "K002",
          Authorities.NEXT,
          "the authority has no private key here; it has to sign every certificate again",
          "restore the secret 'pki/ca-next.key', or delete this file to stay with the current one");
      return;
    }
    Recorded current = authorities.current().orElseThrow();
    if (!current.certificate().equals(next.certificate())) {
      register.put(Authorities.OLD, current.pem());
    }
    register.keys().set(Register.key(Authorities.CURRENT), key.get());
    register.put(Authorities.CURRENT, next.pem());
    register.remove(Authorities.NEXT);
    Optional<String> signer =
        issuing.signer(wanted.stream().map(Wanted::name).toList(), complaints);
    signer.ifPresent(one -> wanted.forEach(leaf -> issuing.leaf(leaf, one)));
  }

  private void drop() {
    Recorded old = authorities.old().orElseThrow();
    List<String> left =
        register.names().stream()
            .filter(name -> !Authorities.named(name))
            .filter(name -> register.get(name).filter(one -> one.signedBy(old)).isPresent())
            .toList();
    if (!left.isEmpty()) {
      complaints.error(
          "K006",
          Authorities.OLD,
          "the old authority can't be dropped: it issued " + String.join(", ", left),
          "issue those again with 'compile pki issue', or delete their files");
      return;
    }
    register.remove(Authorities.OLD);
  }
}
