package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.module.dialect.HbaText;
import io.pgfleet.compiler.module.dialect.PlainText;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The names of the system users that a rule may speak of by their part. */
record HbaPlaceholders(String dbsu, String replication, String monitor, String admin) {

  static HbaPlaceholders of(PgInstance.Parameters parameters) {
    PgBusiness names = parameters.business();
    return new HbaPlaceholders(
        parameters.install().pgDbsu(),
        names.pgReplicationUsername(),
        names.pgMonitorUsername(),
        names.pgAdminUsername());
  }

  /** Users as they stand in a rule; a placeholder counts only where it is the whole text. */
  String users(String text) {
    return switch (text) {
      case "${dbsu}" -> HbaText.name(dbsu);
      case "${repl}" -> HbaText.name(replication);
      case "${monitor}" -> HbaText.name(monitor);
      case "${admin}" -> HbaText.name(admin);
      default -> names(text);
    };
  }

  /** A list with commas; {@code +role} means the role's members. */
  static String names(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .map(one -> one.startsWith("+") ? "+" + name(one.substring(1)) : name(one))
        .collect(Collectors.joining(","));
  }

  /** In double quotes already: a name that would else be a keyword. */
  private static String name(String text) {
    boolean quoted = text.matches("\"[^\"]+\"");
    return quoted ? PlainText.line(text) : HbaText.name(text);
  }
}
