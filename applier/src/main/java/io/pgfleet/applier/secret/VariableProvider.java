package io.pgfleet.applier.secret;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets in environment variables: the beginning, then the name in capitals with {@code _} for
 * whatever is no letter or digit.
 */
final class VariableProvider implements Provider {
  private final String beginning;
  private final Map<String, String> variables;
  private final Index index;

  VariableProvider(String beginning, Map<String, String> variables, Index index) {
    this.beginning = beginning;
    this.variables = variables;
    this.index = index;
  }

  @Override
  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(variables.get(variable(name)))
        .flatMap(value -> index.secret(name, value));
  }

  private String variable(String name) {
    return beginning + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  @Override
  public String toString() {
    return "the environment variables " + beginning + "…";
  }
}
