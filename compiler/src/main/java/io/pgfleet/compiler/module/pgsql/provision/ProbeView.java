package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The questions whose answer is the list of items that are not as wanted.
 *
 * @param questions about the cluster's catalog
 * @param databases questions that only a connection to the database answers
 */
record ProbeView(List<Question> questions, List<Inside> databases) {

  /**
   * Prints an item's id unless everything about it holds.
   *
   * @param id as a literal
   * @param word the id as it is printed
   * @param holds boolean expression
   */
  record Question(String id, String word, String holds) {}

  /**
   * @param name quoted as an identifier
   * @param literal quoted as text
   * @param opened whether it shall be open for connections
   */
  record Inside(String name, String literal, boolean opened, List<Question> questions) {}

  static ProbeView of(List<Item> roles, List<DatabasePlan> plans) {
    Stream<Item> databases =
        plans.stream().flatMap(one -> Stream.concat(one.outside().stream(), one.after().stream()));
    return new ProbeView(
        Stream.concat(roles.stream(), databases).map(ProbeView::question).toList(),
        plans.stream().map(ProbeView::inside).toList());
  }

  private static Inside inside(DatabasePlan plan) {
    return new Inside(
        identifier(plan.name()),
        literal(plan.name()),
        plan.opened(),
        Stream.concat(plan.inside().stream(), plan.baseline().map(Baseline::item).stream())
            .map(ProbeView::question)
            .toList());
  }

  private static Question question(Item item) {
    String holds =
        Stream.concat(item.before().stream(), item.wishes().stream())
            .map(Wish::holds)
            .collect(Collectors.joining("\n  AND "));
    return new Question(literal(item.id()), item.id(), holds.isEmpty() ? "true" : holds);
  }
}
