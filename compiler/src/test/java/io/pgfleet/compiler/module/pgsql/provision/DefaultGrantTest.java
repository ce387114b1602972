package io.pgfleet.compiler.module.pgsql.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgfleet.compiler.module.dialect.RefusedTextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefaultGrantTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GRANT USAGE      ON SCHEMAS    TO  dbrole_readonly | GRANT USAGE ON SCHEMAS TO \"dbrole_readonly\";",
        "grant select, insert on tables to a, \"B\" with grant option; | GRANT SELECT, INSERT ON TABLES TO \"a\","
            + " \"B\" WITH GRANT OPTION;",
        "REVOKE EXECUTE ON ROUTINES FROM public | REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;",
        "GRANT ALL PRIVILEGES ON SEQUENCES TO a | GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO \"a\";",
      })
  void readsTails(String tail, String meant) {
    assertEquals(
        "ALTER DEFAULT PRIVILEGES FOR ROLE \"maker\" " + meant,
        DefaultGrant.parse(tail).statement("maker"));
  }

  @Test
  void everySingleFactIsAskedFor() {
    assertEquals(4, DefaultGrant.parse("GRANT SELECT, UPDATE ON TABLES TO a, b").rows().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "GRANT SELECT ON ROCKS TO a",
        "GRANT SELECT ON TABLES TO a; DROP TABLE b",
        "IN SCHEMA x GRANT SELECT ON TABLES TO a"
      })
  void refusesEverythingElse(String tail) {
    assertThrows(RefusedTextException.class, () -> DefaultGrant.parse(tail));
  }
}
