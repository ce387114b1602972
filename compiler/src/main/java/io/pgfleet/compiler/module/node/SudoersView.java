package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.parameter.NodeAdmin;
import java.util.List;

/** What members of the administrators' group may do as another user. */
record SudoersView(List<Rule> rules) {
  /** The group that administrators are in. */
  static final String GROUP = NodeAdmin.GROUP;

  record Rule(String text) {}

  /**
   * The rules of a level.
   *
   * @param level all (with a password), nopass, or limit: look at and restart units, read the
   *     journal
   */
  static SudoersView of(String level) {
    return switch (level) {
      case "nopass" -> new SudoersView(List.of(rule("ALL=(ALL) NOPASSWD: ALL")));
      case "all" -> new SudoersView(List.of(rule("ALL=(ALL) ALL")));
      case "limit" ->
          new SudoersView(
              List.of(
                  rule("ALL=(root) NOPASSWD: /usr/bin/systemctl --no-pager status *"),
                  rule("ALL=(root) NOPASSWD: /usr/bin/systemctl reload *"),
                  rule("ALL=(root) NOPASSWD: /usr/bin/systemctl restart *"),
                  rule("ALL=(root) NOPASSWD: /usr/bin/journalctl --no-pager *")));
      default -> throw new IllegalArgumentException("no level of sudo is called " + level);
    };
  }

  private static Rule rule(String text) {
    return new Rule("%" + GROUP + " " + text);
  }
}
