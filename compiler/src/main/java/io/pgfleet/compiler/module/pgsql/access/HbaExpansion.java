package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.parameter.HbaRule;
import io.pgfleet.compiler.module.dialect.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns rules with aliases into the lines that a server or a pooler reads.
 *
 * @param password the method that passwords are checked by
 */
record HbaExpansion(
    HbaDialect dialect, String password, HbaPlaceholders users, HbaAddresses addresses) {

  private static final String LOCAL = "local";
  private static final String LOCALHOST = "localhost";
  private static final List<String> LOOPBACK = List.of("127.0.0.1/32", "::1/128");

  String title(HbaRule rule) {
    return PlainText.line(
        rule.title()
            .orElseGet(
                () ->
                    rule.user() + " to " + rule.db() + " from " + rule.addr().orElse("anywhere")));
  }

  /** At least one line; a comment where the reader has no way to do what the rule says. */
  List<String> lines(HbaRule rule) {
    if (!rule.rules().isEmpty()) {
      return rule.rules().stream().map(PlainText::line).toList();
    }
    if (dialect == HbaDialect.POOLER && rule.db().contains("replication")) {
      return List.of("# replication does not go through the pooler");
    }
    List<String> lines = expanded(rule);
    return lines.isEmpty()
        ? List.of("# " + rule.auth() + " can't be asked for from " + address(rule))
        : lines;
  }

  private List<String> expanded(HbaRule rule) {
    HbaAuth auth = HbaAuth.of(rule.auth(), password, dialect);
    String who = HbaPlaceholders.names(rule.db()) + " " + users.users(rule.user());
    List<String> lines = new ArrayList<>();
    String address = address(rule);
    if (address.equals(LOCAL) || address.equals(LOCALHOST)) {
      auth.local().ifPresent(method -> lines.add("local " + who + " " + method));
    }
    if (address.equals(LOCAL) || !auth.network()) {
      return lines;
    }
    boolean loopback = address.equals(LOCALHOST);
    String type = loopback ? auth.typeFromLocalhost() : auth.type();
    for (String network : loopback ? LOOPBACK : addresses.networks(address)) {
      lines.add(type + " " + who + " " + network + " " + auth.method());
    }
    return lines;
  }

  private static String address(HbaRule rule) {
    return rule.addr().orElse(LOCALHOST);
  }
}
