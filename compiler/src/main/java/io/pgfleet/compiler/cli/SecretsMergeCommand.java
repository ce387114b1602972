package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.git.Checkout;
import io.pgfleet.compiler.secret.Merging;
import io.pgfleet.compiler.secret.SealedBook;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Solves git's conflict when two people changed secrets at once. */
@Command(
    name = "merge",
    description = {
      "Solves git's conflict in secrets.age and secrets.index.yml. What one side set is taken from",
      "that side, and what both set from the later one.%n"
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class SecretsMergeCommand implements Callable<Integer> {
  @Option(
      names = "--take",
      paramLabel = "ours|theirs",
      description = "Whose value to take of secrets that both set.")
  private Merging.Side take;

  @Mixin private SecretsOptions options;

  @Override
  public Integer call() {
    SealedBook.Place place = options.place();
    Path sealed = place.folder().resolve("secrets.age");
    Path index = place.folder().resolve("secrets.index.yml");
    Merging merging = new Merging(place, Clock.systemUTC(), Optional.ofNullable(take));
    SealedBook book;
    try (Checkout checkout = Checkout.around(place.folder())) {
      SortedMap<Integer, byte[]> versions = checkout.stages(sealed);
      if (versions.isEmpty() || versions.containsKey(0)) {
        throw new UsageException(
            "git has no conflict in " + place.label() + "/secrets.age; there is nothing to merge");
      }
      book = merging.merge(versions, checkout.stages(index));
    }
    book.seal();
    Talk talk = options.talk();
    merging
        .chosen()
        .forEach(
            (name, side) ->
                talk.say("both set " + name + ": took " + side.name().toLowerCase(Locale.ROOT)));
    talk.say(
        "merged; now git add "
            + place.label()
            + "/secrets.age "
            + place.label()
            + "/secrets.index.yml, and compile");
    return Exit.DONE;
  }
}
