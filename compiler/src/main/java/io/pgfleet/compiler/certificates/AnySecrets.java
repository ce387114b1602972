package io.pgfleet.compiler.certificates;

import io.pgfleet.compiler.derive.SecretIndex;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Secret;

/** Takes every secret for granted: who looks after certificates needs no password. */
final class AnySecrets implements SecretIndex {
  private static final String REVISION = "00000000";

  @Override
  public Secret written(String name, String literal, Origin origin) {
    return new Secret(name, REVISION, literal.isEmpty());
  }

  @Override
  public Secret named(String name, Origin origin) {
    return unwritten(name);
  }

  @Override
  public Secret unwritten(String name) {
    return new Secret(name, REVISION, false);
  }
}
