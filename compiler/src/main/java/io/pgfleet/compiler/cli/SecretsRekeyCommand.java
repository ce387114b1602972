package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.secret.SealedBook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Seals all secrets again, for the recipients that env.yml lists now. */
@Command(
    name = "rekey",
    description = {
      "Seals all secrets again, for the recipients that env.yml lists now. Who was taken off the",
      "list can still open what was committed before: rotate what they must not know.%n"
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class SecretsRekeyCommand implements Callable<Integer> {
  @Mixin private SecretsOptions options;

  @Override
  public Integer call() {
    SealedBook.Place place = options.place();
    SealedBook book = options.book();
    book.seal();
    options.talk().say("sealed " + book + " for " + place.recipients().size() + " recipients");
    return Exit.DONE;
  }
}
