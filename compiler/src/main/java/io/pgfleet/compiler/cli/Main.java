package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.diagnostic.Suggestions;
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
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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
    return run(SubCommands.namedBy(arguments), arguments);
  }

  /** What is wrong with a command line is only known once every sub-command is. */
  private static int run(List<SubCommands> subCommands, String... arguments) {
    List<SubCommands> all = List.of(SubCommands.values());
    return SubCommands.commandLine(subCommands)
        .setParameterExceptionHandler(
            (e, ignored) -> subCommands.equals(all) ? usage(e) : run(all, arguments))
        .setExecutionExceptionHandler((e, command, ignored) -> failed(e))
        .execute(arguments);
  }

  private static int usage(CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    talk().error(words(e));
    System.err.println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    return Exit.USAGE;
  }

  private static String words(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      Set<String> known = new TreeSet<>(e.getCommandLine().getSubcommands().keySet());
      e.getCommandLine().getCommandSpec().options().forEach(one -> known.add(one.longestName()));
      return "'"
          + word
          + "' means nothing here"
          + Suggestions.nearest(word, known).map(one -> "; did you mean '" + one + "'?").orElse("");
    }
    if (e instanceof CommandLine.MissingParameterException missing) {
      return "something is missing: " + missing.getMissing().get(0).paramLabel();
    }
    String message = e.getMessage();
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
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
