package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.secret.SealedBook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the value of a secret, to a terminal or where it was asked for by a flag. */
@Command(
    name = "show",
    description = "Prints a value, when standard output is a terminal or with --reveal.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class SecretsShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The secret.")
  private String name;

  @Option(names = "--reveal", description = "Print it although no terminal is there.")
  private boolean reveal;

  @Mixin private SecretsOptions options;

  @Override
  public Integer call() {
    if (!reveal && !Terminal.isThere()) {
      throw new UsageException("standard output is no terminal; add --reveal to print it anyway");
    }
    options
        .environment()
        .secrets()
        .source(name)
        .ifPresent(
            beginning -> {
              throw new UsageException(
                  "'"
                      + name
                      + "' comes from another source: the one of '"
                      + beginning
                      + "' in secrets.sources of env.yml; ask that one");
            });
    SealedBook book = options.book();
    String value =
        book.value(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no secret is called '"
                            + name
                            + "'"
                            + Suggestions.nearest(name, book.index().keySet())
                                .map(one -> "; did you mean '" + one + "'?")
                                .orElse("; 'compile secrets list' lists them")));
    System.out.println(value);
    return Exit.DONE;
  }
}
