package io.pgfleet.compiler.module.pgsql.provision;

import static io.pgfleet.compiler.module.dialect.SqlText.identifier;
import static io.pgfleet.compiler.module.dialect.SqlText.literal;

import java.util.List;

/**
 * What a user that is no superuser needs to rewind an old leader; in the database that Patroni
 * connects to (pg_rewind's documentation names the functions).
 */
final class RewindPrivileges {
  private static final List<String> FUNCTIONS =
      List.of(
          "pg_ls_dir(text, boolean, boolean)",
          "pg_stat_file(text, boolean)",
          "pg_read_binary_file(text)",
          "pg_read_binary_file(text, bigint, bigint, boolean)");

  private RewindPrivileges() {}

  static List<Wish> of(String user) {
    return FUNCTIONS.stream()
        .map(
            function ->
                new Wish(
                    "has_function_privilege("
                        + Grantee.oid(user)
                        + ", "
                        + literal(function)
                        + ", 'EXECUTE')",
                    "GRANT EXECUTE ON FUNCTION " + function + " TO " + identifier(user) + ";"))
        .toList();
  }
}
