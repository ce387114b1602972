package io.pgfleet.compiler.secret;

import io.pgfleet.compiler.derive.SecretIndex;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.model.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The secrets of an environment that is no demo, as its {@code secrets.index.yml} knows them: none
 * may stand in plain text, and no value is needed.
 */
public final class SealedSecrets implements SecretIndex {
  private static final String NO_REVISION = "unsealed";
  private static final String PLAIN = "secrets.yml";

  private final IndexFile file;
  private final Origin origin;
  private final Diagnostics diagnostics;
  private final SortedMap<String, IndexedSecret> secrets;
  private final Set<String> reported = new HashSet<>();
  private final boolean broken;

  /**
   * Reads what is known.
   *
   * @param folder the environment's inputs, such as {@code inventories/prod}
   * @param label that folder as diagnostics show it
   */
  public SealedSecrets(Path folder, String label, Diagnostics diagnostics) {
    this.origin = Origin.ofFile(label + "/" + IndexFile.NAME);
    this.file = new IndexFile(folder.resolve(IndexFile.NAME), origin, diagnostics);
    this.diagnostics = diagnostics;
    this.secrets = file.read();
    this.broken = diagnostics.hasErrors();
    leftOver(folder.resolve(PLAIN), label);
  }

  /** A demo that became something else left its secrets where everybody can read them. */
  private void leftOver(Path plain, String label) {
    if (Files.exists(plain)) {
      diagnostics.error(
          "S009",
          Origin.ofFile(label + "/" + PLAIN),
          "holds secrets in plain text, and this environment is no demo",
          "make new ones with 'compile secrets seal --generate' and 'compile pki issue', then delete"
              + " this file; whoever could read it knows them");
    }
  }

  @Override
  public Secret written(String name, String literal, Origin place) {
    if (literal.isEmpty()) {
      return Secret.none(name);
    }
    if (!isDefault(place)) {
      return refused(
          "S004",
          name,
          place,
          "the secret '" + name + "' stands here in plain text",
          "seal it with 'compile secrets seal', or write 'demo: true' into env.yml if everybody may"
              + " know it");
    }
    return reference(name)
        .orElseGet(
            () ->
                refused(
                    "S005",
                    name,
                    origin,
                    "the secret '" + name + "' has a default that everybody knows",
                    "make up a value with 'compile secrets seal --generate'"));
  }

  private static boolean isDefault(Origin place) {
    return place.file().startsWith("schema/");
  }

  @Override
  public Secret named(String name, Origin place) {
    return reference(name)
        .orElseGet(
            () ->
                refused(
                    "S007",
                    name,
                    place,
                    "no secret is called '" + name + "'",
                    Suggestions.nearest(name, secrets.keySet())
                        .map(one -> "did you mean '" + one + "'?")
                        .orElse("set it with 'compile secrets set " + name + "'")));
  }

  @Override
  public Secret unwritten(String name) {
    return reference(name)
        .orElseGet(
            () ->
                refused(
                    "S005",
                    name,
                    origin,
                    "the secret '" + name + "' has no value",
                    "make one up with 'compile secrets seal --generate'"));
  }

  private Secret refused(String code, String name, Origin place, String message, String remedy) {
    // of a broken index that alone is said, and not that it lacks every secret
    if ((!broken || code.equals("S004")) && reported.add(name)) {
      diagnostics.error(code, place, message, remedy);
    }
    return new Secret(name, NO_REVISION, false);
  }

  /** The reference to a sealed secret; one that was found weak is warned of. */
  public Optional<Secret> reference(String name) {
    IndexedSecret known = secrets.get(name);
    if (known == null) {
      return Optional.empty();
    }
    if (!known.flags().isEmpty() && reported.add(name)) {
      known.flags().forEach(flag -> warn(name, flag));
    }
    return Optional.of(new Secret(name, known.revision(), false));
  }

  private void warn(String name, Flag flag) {
    diagnostics.warning(
        "S008",
        file.place(name),
        "the secret '" + name + "' " + flag.words(),
        "give it another value with 'compile secrets rotate " + name + "'");
  }
}
