package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.git.GitException;
import io.pgfleet.compiler.render.RenderException;
import io.pgfleet.compiler.secret.SecretException;
import io.pgfleet.compiler.tree.InvalidTreeException;
import io.pgfleet.compiler.tree.PublishException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Entry point of the compiler. */
public final class Main {
  private Main() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.setOut(stream(FileDescriptor.out));
    System.setErr(stream(FileDescriptor.err));
    int exitCode = run(arguments);
    System.out.flush();
    System.err.flush();
    System.exit(exitCode);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** The exit code of a command line. */
  static int run(String... arguments) {
    return new CommandLine(new CompileCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, ignored) -> usage(e))
        .setExecutionExceptionHandler((e, command, ignored) -> failed(e))
        .execute(arguments);
  }

  private static int usage(CommandLine.ParameterException e) {
    talk().error(e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, System.err);
    System.err.println("try 'compile --help'");
    return Exit.USAGE;
  }

  private static int failed(Exception e) {
    if (e instanceof UsageException) {
      talk().error(e.getMessage());
      return Exit.USAGE;
    }
    if (e instanceof InvalidInventoryException invalid) {
      talk().show(invalid.diagnostics());
      return Exit.INVALID;
    }
    if (e instanceof GitException
        || e instanceof PublishException
        || e instanceof SecretException) {
      talk().error(e.getMessage());
      return Exit.INVALID;
    }
    if (e instanceof UncheckedIOException) {
      talk().error(e.getMessage() + ": " + e.getCause());
      return Exit.BUG;
    }
    talk().error("this is a bug of pgfleet, please report it");
    if (e instanceof RenderException || e instanceof InvalidTreeException) {
      talk().say(e.getMessage());
    } else {
      e.printStackTrace(System.err);
    }
    return Exit.BUG;
  }

  private static Talk talk() {
    return new Talk(System.err, List.of());
  }
}
