package io.pgfleet.compiler.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " means ",
      quoteCharacter = '#',
      value = {
        "[? pg_role == `primary` || pg_offline_query ]"
            + " means [? pg_role == `\"primary\"` || pg_offline_query ]",
        "[?a == `1` && b == `true`] means [?a == `1` && b == `true`]",
        "[?a == `\"x\"`] means [?a == `\"x\"`]",
        "[?a == ` x `] means [?a == `\"x\"`]",
        "[?a == 'x'] means [?a == 'x']",
        "[] means []",
      })
  void quotesLiteralsThatAreNoJson(String written, String understood) {
    assertEquals(understood, Selectors.quoted(written));
  }
}
