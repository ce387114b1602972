package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Influence;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.CodePages;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.schema.Documentation;
import io.pgfleet.compiler.schema.Vocabulary;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a parameter means and which values of it override which. */
@Command(
    name = "explain",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile explain pg_rto                          what it means, where it is set, what it drives%n"
            + "  compile explain 10.10.10.11 pg_rto --env prod   what holds on that host, and why%n"
            + "  compile explain F015                            what the code of an error means%n"
            + "%n",
    description =
        "Explains a parameter (its meaning, its default, and every value on the way) or a code.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final int MOST_HOSTS = 20;

  @Parameters(
      arity = "1..2",
      paramLabel = "[HOST] PARAM | CODE",
      description = "The parameter, and a host to look from; or the code of a diagnostic.")
  private List<String> words;

  @Option(names = "--env", paramLabel = "E", description = "The environment.")
  private String environment;

  @Mixin private Folders folders;

  @Option(
      names = "--brief",
      description = "Leave out the files that a parameter drives; finding them compiles twice.")
  private boolean brief;

  @Option(names = "--output", paramLabel = "text|json", description = "How to print results.")
  private Output output = Output.text;

  @Override
  public Integer call() {
    if (words.size() > 2) {
      throw new UsageException(
          "name a host and a parameter, or only one of a parameter and a code");
    }
    String word = words.get(words.size() - 1);
    if (words.size() == 1 && CodePages.isCode(word.toUpperCase(Locale.ROOT))) {
      System.out.print(CodeExplanation.of(word.toUpperCase(Locale.ROOT), output));
      return Exit.DONE;
    }
    Workspace workspace = folders.workspace();
    Compiler compiler = new Compiler(workspace, Version.number(), Clock.systemUTC());
    if (words.size() == 1 && environment == null && Folders.environments(workspace).size() != 1) {
      return meaning(parameter(compiler.vocabulary(), word));
    }
    String name = Folders.environment(workspace, environment);
    Compiler.Resolved resolved = compiler.resolve(name, new Diagnostics());
    Documentation parameter = parameter(resolved.vocabulary(), word);
    Scopes scopes = resolved.scopes();
    if (words.size() == 2) {
      Scope host = host(scopes, words.get(0));
      return print(parameter, List.of(chain(word, List.of(host))), Optional.empty());
    }
    boolean live = parameter.gone().isEmpty() && !parameter.readers().isEmpty() && !brief;
    Optional<Effects> effects =
        live
            ? Optional.of(new Effects(name, Influence.of(compiler, name, parameter)))
            : Optional.empty();
    return print(parameter, everywhere(scopes, parameter.name()), effects);
  }

  /** Without an environment there are no values and no files. */
  private int meaning(Documentation parameter) {
    int exitCode = print(parameter, List.of(), Optional.empty());
    if (output == Output.text) {
      System.err.println("name an environment with --env to see its values and files");
    }
    return exitCode;
  }

  private int print(Documentation parameter, List<Chain> chains, Optional<Effects> effects) {
    Meaning meaning = new Meaning(parameter);
    if (output == Output.json) {
      Map<String, Object> json = meaning.json();
      json.put("scopes", chains.stream().map(Chain::json).toList());
      effects.ifPresent(one -> json.put("drives", one.json()));
      System.out.print(new String(Json.bytes(json), StandardCharsets.UTF_8));
      return Exit.DONE;
    }
    System.out.print(meaning.text());
    chains.forEach(one -> System.out.print("\n" + one.text()));
    effects.ifPresent(one -> System.out.print("\n" + one.text()));
    return Exit.DONE;
  }

  private static Documentation parameter(Vocabulary vocabulary, String word) {
    if (!vocabulary.parameters().containsKey(word)) {
      String near =
          Suggestions.nearest(word, vocabulary.parameters().keySet())
              .map(one -> "; did you mean '" + one + "'?")
              .orElse("; 'compile docs' lists all of them");
      throw new UsageException("there is no parameter '" + word + "'" + near);
    }
    return vocabulary.documentation(word);
  }

  private static Scope host(Scopes scopes, String host) {
    List<String> known = scopes.hosts().stream().map(Scope::host).toList();
    return scopes.hosts().stream()
        .filter(one -> one.host().equals(host))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("there is no host '" + host + "'" + near(host, known)));
  }

  private static String near(String host, List<String> known) {
    return Suggestions.nearest(host, known)
        .map(one -> "; did you mean '" + one + "'?")
        .orElse(
            known.size() > MOST_HOSTS
                ? "; the inventory has " + known.size() + " others"
                : "; there is: " + String.join(", ", known));
  }

  /** What holds on the platform, then each chain that differs from it with its hosts. */
  private static List<Chain> everywhere(Scopes scopes, String parameter) {
    Map<List<Scope.Effective>, List<Scope>> different = new LinkedHashMap<>();
    List<Scope.Effective> platform = scopes.platform().chain(parameter);
    for (Scope one : scopes.hosts()) {
      if (!one.chain(parameter).equals(platform)) {
        different.computeIfAbsent(one.chain(parameter), chain -> new ArrayList<>()).add(one);
      }
    }
    List<Chain> chains = new ArrayList<>();
    chains.add(new Chain(parameter, scopes.platform(), List.of()));
    different.values().forEach(one -> chains.add(chain(parameter, one)));
    return chains;
  }

  private static Chain chain(String parameter, List<Scope> scopes) {
    return new Chain(parameter, scopes.get(0), scopes.stream().map(Scope::host).toList());
  }
}
