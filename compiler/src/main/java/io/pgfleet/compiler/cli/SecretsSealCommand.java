package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.sealing.Sealing;
import io.pgfleet.compiler.secret.SealedBook;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes literal secrets out of the inventory. */
@Command(
    name = "seal",
    description = {
      "Seals every secret that the inventory writes, and puts its name in its place, as",
      "\"$${secret:NAME}\". Comments and layout stay as they are. Secrets that nobody wrote are",
      "made up.%n"
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class SecretsSealCommand implements Callable<Integer> {
  @Mixin private SecretsOptions options;

  @Option(
      names = "--generate",
      description = "Also make up values in place of defaults that everybody knows.")
  private boolean generate;

  @Override
  public Integer call() {
    Talk talk = options.talk();
    Sealing sealing = options.sealing();
    SealedBook book = options.book().knowing(sealing.defaults());
    Sealing.Report report = sealing.seal(book, generate);
    report.files().forEach(one -> talk.say("rewritten " + one));
    say(talk, report.sealed(), "sealed");
    say(talk, report.made(), "made up");
    if (!report.left().isEmpty()) {
      say(talk, report.left(), "still at a default that everybody knows");
      talk.say("make up values for these with 'compile secrets seal --generate'");
    }
    if (!report.sealed().isEmpty()) {
      talk.say("what was committed in plain text stays in git's history; rotate it");
    }
    return Exit.DONE;
  }

  private static void say(Talk talk, SortedSet<String> names, String what) {
    if (!names.isEmpty()) {
      talk.say(names.size() + " " + what + ": " + String.join(", ", names));
    }
  }
}
