package io.pgfleet.applier.cli;

import io.pgfleet.applier.tree.Operation;
import io.pgfleet.applier.tree.Step;
import io.pgfleet.applier.tree.Tree;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An operation that was asked for, and found in the tree.
 *
 * @param values of all its arguments
 */
record Request(Operation operation, String target, SortedMap<String, String> values) {

  /** Finds it; what the tree does not know is refused with what comes closest. */
  static Request of(Wish wish, Tree tree) {
    Operation operation = tree.operations().get(wish.name());
    if (operation == null) {
      throw unknown("operation", wish.name(), tree.operations().keySet());
    }
    if (wish.target().isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "'"
              + wish.name()
              + "' needs a target; use one of "
              + joined(operation.targets().keySet()));
    }
    if (!operation.targets().containsKey(wish.target())) {
      throw unknown("target of '" + wish.name() + "'", wish.target(), operation.targets().keySet());
    }
    return new Request(operation, wish.target(), values(operation, wish.given()));
  }

  private static SortedMap<String, String> values(Operation operation, Map<String, String> given) {
    List<String> known = operation.arguments().stream().map(Operation.Argument::name).toList();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw unknown("argument of '" + operation.name() + "'", name, known);
      }
    }
    SortedMap<String, String> values = operation.values(given);
    for (Operation.Argument argument : operation.arguments()) {
      ArgumentCheck.objection(argument, values.get(argument.name()))
          .ifPresent(
              objection -> {
                throw new Refusal(ExitCode.USAGE, objection);
              });
    }
    return values;
  }

  private static Refusal unknown(String what, String word, Collection<String> known) {
    if (known.isEmpty()) {
      return new Refusal(ExitCode.USAGE, "there is no " + what + " '" + word + "', nor any other");
    }
    String remedy =
        Nearest.to(word, known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("use one of " + joined(known));
    return new Refusal(ExitCode.USAGE, "there is no " + what + " '" + word + "'; " + remedy);
  }

  private static String joined(Collection<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }

  /** What forbids it now. */
  Optional<Operation.Safeguard> safeguard() {
    return operation.targets().get(target).safeguard().filter(Operation.Safeguard::on);
  }

  List<Step> steps() {
    return operation.steps(target, values);
  }

  /** The machines that it is about. */
  List<String> hosts() {
    return steps().stream()
        .flatMap(step -> step.nodes().stream())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  /** Such as {@code restore pg-test --time …}, for journals and messages. */
  String shown() {
    StringBuilder text = new StringBuilder(operation.name()).append(' ').append(target);
    for (Operation.Argument argument : operation.arguments()) {
      String value = values.get(argument.name());
      if (!value.equals(argument.initial())) {
        text.append(" --").append(argument.name());
        text.append(argument.type().equals("flag") ? "" : " '" + value + "'");
      }
    }
    return text.toString();
  }
}
