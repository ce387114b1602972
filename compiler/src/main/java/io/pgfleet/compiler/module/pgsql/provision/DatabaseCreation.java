package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import io.pgfleet.compiler.model.parameter.PgDatabase;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The command that creates a database, with the options that its server knows. */
final class DatabaseCreation {
  private final PgDatabase database;
  private final int version;
  private final StringBuilder command = new StringBuilder();

  /**
   * @param version major version of the server
   */
  DatabaseCreation(PgDatabase database, int version) {
    this.database = database;
    this.version = version;
  }

  /** Without a semicolon; options that came later than the version are left out. */
  String command() {
    command.append("CREATE DATABASE ").append(identifier(database.name()));
    option("OWNER", database.owner(), name -> identifier(name));
    option("TEMPLATE", database.template(), name -> identifier(name));
    since(15, "STRATEGY", database.strategy());
    option("ENCODING", database.encoding(), text -> literal(text));
    option("LOCALE", database.locale(), text -> literal(text));
    option("LC_COLLATE", database.lcCollate(), text -> literal(text));
    option("LC_CTYPE", database.lcCtype(), text -> literal(text));
    since(15, "LOCALE_PROVIDER", database.localeProvider());
    since(15, "ICU_LOCALE", database.icuLocale());
    since(16, "ICU_RULES", database.icuRules());
    since(17, "BUILTIN_LOCALE", database.builtinLocale());
    option("TABLESPACE", database.tablespace(), name -> identifier(name));
    return command.toString();
  }

  private void since(int first, String option, Optional<String> value) {
    if (version >= first) {
      option(option, value, text -> literal(text));
    }
  }

  private void option(String option, Optional<String> value, UnaryOperator<String> quote) {
    value.ifPresent(
        text -> command.append(' ').append(option).append(' ').append(quote.apply(text)));
  }
}
