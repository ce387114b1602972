package io.pgfleet.applier.secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Secrets that a command prints: <code>{name}</code> in its arguments stands for the name. No shell
 * is between, nothing is on its standard input, and what it says on standard error is shown to
 * nobody, for it may repeat a value.
 */
final class CommandProvider implements Provider {
  private final List<String> arguments;
  private final Duration limit;
  private final Index index;

  CommandProvider(List<String> arguments, Duration limit, Index index) {
    this.arguments = List.copyOf(arguments);
    this.limit = limit;
    this.index = index;
  }

  @Override
  public Optional<Secret> secret(String name) {
    List<String> command = arguments.stream().map(one -> one.replace("{name}", name)).toList();
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(Redirect.DISCARD)
              .redirectInput(Redirect.from(new java.io.File("/dev/null")))
              .start();
      return index.secret(name, printed(process, name));
    } catch (IOException e) {
      throw new SecretException(
          this + " cannot be started for the secret '" + name + "'; check that it is installed", e);
    }
  }

  private String printed(Process process, String name) {
    CompletableFuture<String> text =
        CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
    try {
      String value = text.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      int exit = process.waitFor();
      if (exit != 0) {
        throw failed(name, "exited with " + exit);
      }
      return value.replaceFirst("\\r?\\n\\z", "");
    } catch (TimeoutException e) {
      throw failed(name, "said nothing within " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw failed(name, "could not be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(name, "was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private SecretException failed(String name, String what) {
    return new SecretException(
        this + " " + what + " for the secret '" + name + "'; run it by hand to see why");
  }

  private static String all(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "the command '" + arguments.get(0) + "'";
  }
}
