package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people can ask for by name: a file of the tree for each operation, with all its targets. */
final class Operations {
  static final String FOLDER = "operations/";
  private static final Pattern FILE = Pattern.compile(FOLDER + "([a-z][a-z0-9-]*)\\.json");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{arg:([^}]*)}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final Problems problems;
  private final SortedMap<String, Operation.Definition> definitions = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Operation>> targets = new TreeMap<>();

  Operations(Problems problems) {
    this.problems = problems;
  }

  /** Which operation a file of the tree describes. */
  static Optional<String> nameAt(String path) {
    Matcher file = FILE.matcher(path);
    return file.matches() ? Optional.of(file.group(1)) : Optional.empty();
  }

  /** Where the tree describes an operation. */
  static String file(String name) {
    return FOLDER + name + ".json";
  }

  void add(Operation operation) {
    Operation.Definition definition = operation.definition();
    String name = definition.name();
    Operation.Definition known = definitions.putIfAbsent(name, definition);
    if (known != null && !known.equals(definition)) {
      problems.add("two different operations with the name '" + name + "'");
    }
    if (!NAME.matcher(name).matches()) {
      problems.add("'" + name + "' is no name for an operation");
    }
    Map<String, Operation> all = targets.computeIfAbsent(name, key -> new TreeMap<>());
    if (all.putIfAbsent(operation.target(), operation) != null) {
      problems.add("operation '" + name + "' has the target '" + operation.target() + "' twice");
    }
  }

  /**
   * @param checks fresh ones, for the steps of one operation
   */
  void check(Supplier<StepChecks> checks) {
    targets.values().stream()
        .flatMap(all -> all.values().stream())
        .forEach(one -> check(one, checks.get()));
  }

  private void check(Operation operation, StepChecks checks) {
    String name = "operation '" + operation.definition().name() + "' of " + operation.target();
    checks.checkOrder(operation.parts().stream().map(Operation.Part::step).toList());
    Set<String> arguments = new HashSet<>();
    operation.definition().arguments().forEach(one -> arguments.add(one.name()));
    for (Operation.Part part : operation.parts()) {
      List<String> named = new ArrayList<>(placeholders(part.step()));
      if (!part.argument().isEmpty()) {
        named.add(part.argument());
      }
      named.removeAll(arguments);
      named.forEach(one -> problems.add(name + " names the unknown argument '" + one + "'"));
    }
    if (operation.parts().isEmpty()) {
      problems.add(name + " does nothing");
    }
  }

  private static List<String> placeholders(Step step) {
    String text = new String(Json.bytes(StepJson.of(step)), StandardCharsets.UTF_8);
    return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The files, by path in the tree. */
  SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    definitions.forEach(
        (name, definition) ->
            files.put(
                file(name), Json.bytes(OperationJson.of(definition, targets.get(name).values()))));
    return files;
  }
}
