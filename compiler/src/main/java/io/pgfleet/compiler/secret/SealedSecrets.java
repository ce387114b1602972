package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.derive.SecretIndex;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Secret;
import java.util.HashSet;
import java.util.Set;

/** The secrets of an environment that is no demo: none may stand in plain text. */
public final class SealedSecrets implements SecretIndex {
  private static final String NO_REVISION = "unsealed";

  private final Origin environment;
  private final Diagnostics diagnostics;
  private final Set<String> reported = new HashSet<>();

  /**
   * @param environment the environment's {@code env.yml}, for secrets that stand nowhere
   */
  public SealedSecrets(Origin environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  @Override
  public Secret written(String name, String literal, Origin origin) {
    if (reported.add(name)) {
      diagnostics.error(
          "S004",
          origin,
          "the secret '" + name + "' stands here in plain text",
          "seal it with 'compile secrets seal', or write 'demo: true' into "
              + environment.file()
              + " if everybody may know it");
    }
    return new Secret(name, NO_REVISION, literal.isEmpty());
  }

  @Override
  public Secret unwritten(String name) {
    if (reported.add(name)) {
      diagnostics.error(
          "S005",
          environment,
          "the secret '" + name + "' has no value",
          "set it with 'compile secrets seal'");
    }
    return new Secret(name, NO_REVISION, false);
  }
}
