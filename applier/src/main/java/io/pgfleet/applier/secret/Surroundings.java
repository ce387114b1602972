package io.pgfleet.applier.secret;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the program was started with.
 *
 * @param named the identity file of the command line
 * @param variables the environment variables
 * @param home the user's own folder
 */
public record Surroundings(Optional<Path> named, Map<String, String> variables, Path home) {
  private static final String VARIABLE = "PGFLEET_AGE_IDENTITY";

  public Surroundings {
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  /**
   * The file of the private key that opens sealed secrets: the one of the command line, else the
   * one that {@code PGFLEET_AGE_IDENTITY} names, else that of {@code env.yml}, else {@code
   * ~/.config/pgfleet/identity.txt}, else {@code ~/.ssh/id_ed25519}.
   */
  Path identity(Optional<Path> setting) {
    Optional<Path> variable =
        Optional.ofNullable(variables.get(VARIABLE)).filter(one -> !one.isEmpty()).map(Path::of);
    Stream<Path> usual =
        Stream.of(home.resolve(".config/pgfleet/identity.txt"), home.resolve(".ssh/id_ed25519"));
    return named
        .or(() -> variable)
        .or(() -> setting)
        .or(() -> usual.filter(Files::exists).findFirst())
        .orElseThrow(
            () ->
                new SecretException(
                    "no identity opens the sealed secrets; name one with --identity or "
                        + VARIABLE
                        + ", or make ~/.config/pgfleet/identity.txt with 'age-keygen -o'"));
  }

  /** Without the variables: their values may be secrets. */
  @Override
  public String toString() {
    return "Surroundings[named=" + named + "]";
  }
}
