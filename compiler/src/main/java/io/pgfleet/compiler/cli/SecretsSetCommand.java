package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.sealing.Sealing;
import io.pgfleet.compiler.secret.SealedBook;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets a secret; its value is typed without echo or piped in, and is never an argument. */
@Command(
    name = "set",
    description = {
      "Sets a secret to what is typed, without echo, or to standard input up to its end, without",
      "its last line break.%n"
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class SecretsSetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The secret.")
  private String name;

  @Mixin private SecretsOptions options;

  @Override
  public Integer call() {
    Talk talk = options.talk();
    Sealing sealing = options.sealing();
    if (sealing.environment().secrets().isElsewhere(name)) {
      throw new UsageException(
          "'" + name + "' comes from another source; set it there, then rotate it here");
    }
    SealedBook book = options.book().knowing(sealing.defaults());
    book.set(name, value());
    book.save();
    talk.say("set " + name + " (" + book.index().get(name).revision() + ")");
    if (!book.index().get(name).flags().isEmpty()) {
      talk.say("warning: it was found " + book.index().get(name).flags());
    }
    if (!sealing.uses().containsKey(name)) {
      talk.say("nothing uses it yet; name it in the inventory as \"${secret:" + name + "}\"");
    }
    return Exit.DONE;
  }

  private static String value() {
    String value = Terminal.isThere() ? typed(System.console()) : piped();
    if (value.isEmpty()) {
      throw new UsageException("the value is empty; type it, or pipe it in");
    }
    return value;
  }

  private static String typed(Console console) {
    char[] first = console.readPassword("value: ");
    char[] second = console.readPassword("again: ");
    if (first == null || second == null || !Arrays.equals(first, second)) {
      throw new UsageException("the two values differ; nothing was set");
    }
    return new String(first);
  }

  private static String piped() {
    try {
      String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceFirst("\\r?\\n\\z", "");
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read standard input but failed", e);
    }
  }
}
