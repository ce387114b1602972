package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Environment;
import io.pgfleet.compiler.secret.SealedBook;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives secrets new random values. */
@Command(
    name = "rotate",
    description = {
      "Gives secrets new random values. One that comes from another source gets a new revision",
      "only: set its value there. Keys of certificates are renewed by other commands.%n"
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class SecretsRotateCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "NAME", description = "The secrets.")
  private List<String> names = List.of();

  @Option(
      names = "--all",
      description = "All secrets; keys that encrypt data, and keys of certificates, are left out.")
  private boolean all;

  @Mixin private SecretsOptions options;

  @Override
  public Integer call() {
    if (all != names.isEmpty()) {
      throw new UsageException("name the secrets to rotate, or take --all");
    }
    Environment environment = options.environment();
    SealedBook book = options.book();
    List<String> chosen =
        all
            ? book.index().keySet().stream().filter(one -> !isKey(one) && !encrypts(one)).toList()
            : names;
    chosen.forEach(one -> refuse(one, book));
    for (String one : chosen) {
      if (environment.secrets().isElsewhere(one)) {
        book.note(one);
      } else {
        book.make(one);
      }
    }
    book.save();
    Talk talk = options.talk();
    chosen.forEach(
        one -> talk.say("rotated " + one + " (" + book.index().get(one).revision() + ")"));
    chosen.stream()
        .filter(SecretsRotateCommand::encrypts)
        .forEach(
            one -> talk.say("what was encrypted with the old " + one + " can't be read with it"));
    talk.say("now run compile --env " + environment.name() + " and apply");
    return Exit.DONE;
  }

  private static boolean isKey(String name) {
    return name.startsWith("pki/");
  }

  /** What was encrypted with it can't be read with another one: backups, columns. */
  private static boolean encrypts(String name) {
    return name.endsWith("/cipher_pass") || name.endsWith("pgsodium_key");
  }

  private static void refuse(String name, SealedBook book) {
    if (isKey(name)) {
      throw new UsageException("'" + name + "' belongs to a certificate; see 'compile pki'");
    }
    if (book.reference(name).isEmpty()) {
      throw new UsageException(
          "no secret is called '"
              + name
              + "'"
              + Suggestions.nearest(name, book.index().keySet())
                  .map(one -> "; did you mean '" + one + "'?")
                  .orElse("; 'compile secrets list' lists them"));
    }
  }
}
