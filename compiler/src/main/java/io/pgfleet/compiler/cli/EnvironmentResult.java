package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.last.Account;
import java.util.List;
import java.util.Optional;

/**
 * What became of one environment.
 *
 * @param written files that were, or with {@code --check} would be, written
 * @param commit id of the commit that was made
 */
record EnvironmentResult(
    String environment,
    int exitCode,
    List<Diagnostic> diagnostics,
    List<String> written,
    List<String> deleted,
    List<String> foreign,
    Optional<String> commit) {

  static EnvironmentResult valid(String environment, List<Diagnostic> diagnostics) {
    List<String> none = List.of();
    return new EnvironmentResult(
        environment, Exit.DONE, diagnostics, none, none, none, Optional.empty());
  }

  static EnvironmentResult unchanged(String environment, Account account) {
    List<String> none = List.of();
    return new EnvironmentResult(
        environment,
        Exit.DONE,
        account.diagnostics(),
        none,
        none,
        account.foreign(),
        Optional.empty());
  }

  static EnvironmentResult invalid(String environment, List<Diagnostic> diagnostics) {
    List<String> none = List.of();
    return new EnvironmentResult(
        environment, Exit.INVALID, diagnostics, none, none, none, Optional.empty());
  }
}
