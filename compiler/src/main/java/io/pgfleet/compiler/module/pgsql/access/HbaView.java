package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.HbaRule;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of one member in the order in which they are tried; the first that fits decides.
 *
 * @param who such as {@code pg-test-1}
 */
record HbaView(String who, String role, List<Rule> rules) {

  /** A rule's lines; those that do not hold on this member are comments. */
  record Rule(String title, List<Line> lines) {}

  record Line(String text) {}

  /**
   * @param defaults come first among rules of equal order
   */
  static HbaView of(
      PgInstance member, List<HbaRule> defaults, List<HbaRule> own, HbaExpansion expansion) {
    Comparator<HbaRule> byOrder =
        Comparator.comparingInt(rule -> rule.order().orElse(Integer.MAX_VALUE));
    return new HbaView(
        member.name(),
        member.role().word(),
        Stream.concat(defaults.stream(), own.stream())
            .sorted(byOrder)
            .map(rule -> rule(rule, member, expansion))
            .toList());
  }

  private static Rule rule(HbaRule rule, PgInstance member, HbaExpansion expansion) {
    boolean live = holds(rule.role(), member);
    String scope = live ? "" : " (only on: " + rule.role() + ")";
    return new Rule(
        expansion.title(rule) + scope,
        expansion.lines(rule).stream().map(one -> new Line(live ? one : "# " + one)).toList());
  }

  /** A member that serves offline queries counts as an offline one too. */
  private static boolean holds(String role, PgInstance member) {
    return switch (role) {
      case "common", "default" -> true;
      case "offline" ->
          member.role().word().equals(role) || member.parameters().identity().pgOfflineQuery();
      default -> member.role().word().equals(role);
    };
  }
}
