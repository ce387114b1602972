package io.pgfleet.applier.cli;

import io.pgfleet.applier.tree.Operation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a value is one that an argument accepts. */
final class ArgumentCheck {
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?(Z|[+-]\\d{2}(:?\\d{2})?)");
  private static final Pattern LINE = Pattern.compile("\\P{Cntrl}*");

  private ArgumentCheck() {}

  /** Why it is not; empty when it is. */
  static Optional<String> objection(Operation.Argument argument, String value) {
    if (value.isEmpty()) {
      return argument.required()
          ? Optional.of(says(argument) + "is missing; it is: " + argument.meaning())
          : Optional.empty();
    }
    if (!LINE.matcher(value).matches()) {
      return Optional.of(says(argument) + "has a control character; write it in one plain line");
    }
    return switch (argument.type()) {
      case "time" -> time(argument, value);
      case "flag" -> oneOf(argument, value, List.of("yes", "no"));
      case "choice" -> oneOf(argument, value, argument.choices());
      default -> Optional.empty();
    };
  }

  /** Without a zone, controller and machines may mean different times. */
  private static Optional<String> time(Operation.Argument argument, String value) {
    return TIME.matcher(value).matches()
        ? Optional.empty()
        : Optional.of(
            says(argument)
                + "must be a time with its zone; got '"
                + value
                + "'; write it such as '2030-01-31 14:05:00+00'");
  }

  private static Optional<String> oneOf(
      Operation.Argument argument, String value, List<String> choices) {
    return choices.contains(value)
        ? Optional.empty()
        : Optional.of(
            says(argument)
                + "must be one of "
                + String.join(", ", choices)
                + "; got '"
                + value
                + "'");
  }

  private static String says(Operation.Argument argument) {
    return "--" + argument.name() + " ";
  }
}
