package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.CodePages;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Scopes;
import io.pgfleet.compiler.schema.Parameter;
import io.pgfleet.compiler.schema.Vocabulary;
import io.pgfleet.compiler.tree.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
            + "  compile explain pg_rto                       what it means and where it is set%n"
            + "  compile explain 10.10.10.11 pg_rto --env prod   what holds on that host, and why%n"
            + "  compile explain F015                         what the code of an error means%n"
            + "%n",
    description =
        "Explains a parameter (its meaning, its default, and every value on the way) or a code.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..2",
      paramLabel = "[HOST] PARAM | CODE",
      description = "The parameter, and a host to look from; or the code of a diagnostic.")
  private List<String> words;

  @Option(names = "--env", paramLabel = "E", description = "The environment.")
  private String environment;

  @Mixin private Folders folders;

  @Option(names = "--output", paramLabel = "text|json", description = "How to print results.")
  private Output output = Output.text;

  @Override
  public Integer call() {
    if (words.size() == 1 && CodePages.isCode(words.get(0).toUpperCase(Locale.ROOT))) {
      System.out.print(CodeExplanation.of(words.get(0).toUpperCase(Locale.ROOT), output));
      return Exit.DONE;
    }
    Workspace workspace = folders.workspace();
    String name = Folders.environment(workspace, environment);
    Compiler compiler = new Compiler(workspace, Version.number(), Clock.systemUTC());
    Diagnostics diagnostics = new Diagnostics();
    Compiler.Resolved resolved = compiler.resolve(name, diagnostics);
    Parameter parameter = parameter(resolved.vocabulary(), words.get(words.size() - 1));
    List<Scope> scopes =
        words.size() == 1
            ? everywhere(resolved.scopes(), parameter.name())
            : List.of(host(resolved.scopes(), words.get(0)));
    if (output == Output.json) {
      System.out.print(json(parameter, scopes));
    } else {
      text(parameter, scopes);
    }
    return Exit.DONE;
  }

  private static Parameter parameter(Vocabulary vocabulary, String word) {
    Parameter parameter = vocabulary.parameters().get(word);
    if (parameter == null) {
      String near =
          Suggestions.nearest(word, vocabulary.parameters().keySet())
              .map(one -> "; did you mean '" + one + "'?")
              .orElse("");
      throw new UsageException("there is no parameter '" + word + "'" + near);
    }
    return parameter;
  }

  private static Scope host(Scopes scopes, String host) {
    return scopes.hosts().stream()
        .filter(one -> one.host().equals(host))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no host '"
                        + host
                        + "'; there is: "
                        + String.join(", ", scopes.hosts().stream().map(Scope::host).toList())));
  }

  /** The platform, then one host for each chain that differs from it. */
  private static List<Scope> everywhere(Scopes scopes, String parameter) {
    List<Scope> different = new ArrayList<>();
    different.add(scopes.platform());
    for (Scope scope : scopes.hosts()) {
      if (scope.chain(parameter).size() > scopes.platform().chain(parameter).size()) {
        different.add(scope);
      }
    }
    return different;
  }

  private static void text(Parameter parameter, List<Scope> scopes) {
    System.out.println(parameter.name() + " (" + parameter.module() + ")");
    System.out.println("  " + parameter.description());
    for (Scope scope : scopes) {
      String where = scope.host().isEmpty() ? "everywhere" : scope.host();
      System.out.println();
      System.out.println(where + ": " + holds(scope, parameter.name()));
      for (Scope.Effective one : scope.chain(parameter.name())) {
        System.out.printf(
            "  %-20s %s  %s%n", one.level(), ValueText.of(one.value()), one.setting().name());
      }
    }
  }

  private static String holds(Scope scope, String parameter) {
    Optional<Scope.Effective> effective = scope.effective(parameter);
    return effective.map(one -> ValueText.of(one.value())).orElse("(not set)");
  }

  private static String json(Parameter parameter, List<Scope> scopes) {
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", 1);
    json.put("parameter", parameter.name());
    json.put("module", parameter.module());
    json.put("description", parameter.description());
    json.put("scopes", scopes.stream().map(scope -> json(parameter, scope)).toList());
    return new String(Json.bytes(json), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> json(Parameter parameter, Scope scope) {
    List<Object> chain = new ArrayList<>();
    for (Scope.Effective one : scope.chain(parameter.name())) {
      Map<String, Object> link = new TreeMap<>();
      link.put("level", one.level().toString());
      link.put("value", ValueText.of(one.value()));
      link.put("origin", one.setting().name().toString());
      chain.add(link);
    }
    Map<String, Object> json = new TreeMap<>();
    json.put("host", scope.host());
    json.put("holds", holds(scope, parameter.name()));
    json.put("chain", chain);
    return json;
  }
}
