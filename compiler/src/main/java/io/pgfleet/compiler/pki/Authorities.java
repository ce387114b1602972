package io.pgfleet.compiler.pki;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The authorities that are recorded: the one that issues and, while it is being exchanged, the next
 * one or the old one.
 */
final class Authorities {
  static final String CURRENT = "ca";
  static final String NEXT = "ca-next";
  static final String OLD = "ca-old";

  private final Register register;

  Authorities(Register register) {
    this.register = register;
  }

  static boolean named(String name) {
    return List.of(CURRENT, NEXT, OLD).contains(name);
  }

  Optional<Recorded> current() {
    return register.get(CURRENT);
  }

  Optional<Recorded> next() {
    return register.get(NEXT);
  }

  Optional<Recorded> old() {
    return register.get(OLD);
  }

  /** How far the exchange of the authority has come. */
  RotationStage stage() {
    if (next().isPresent()) {
      return RotationStage.BOTH_TRUSTED;
    }
    return old().isPresent() ? RotationStage.REISSUED : RotationStage.NONE;
  }

  /** Every certificate that clients trust, each once; those of the issuing authority first. */
  List<String> trusted() {
    Set<String> all = new LinkedHashSet<>();
    for (Optional<Recorded> one : List.of(current(), next(), old())) {
      one.ifPresent(authority -> all.addAll(authority.parts()));
    }
    return new ArrayList<>(all);
  }

  /** The key of the issuing authority, wherever an exchange that was cut short left it. */
  Optional<String> key() {
    return current().flatMap(this::keyOf);
  }

  Optional<String> keyOf(Recorded authority) {
    return List.of(CURRENT, NEXT, OLD).stream()
        .flatMap(name -> register.keyOf(name).stream())
        .filter(pem -> KeyMatch.matches(authority.certificate(), pem))
        .findFirst();
  }
}
