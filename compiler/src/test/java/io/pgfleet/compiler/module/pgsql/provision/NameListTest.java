package io.pgfleet.compiler.module.pgsql.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgfleet.compiler.module.dialect.RefusedTextException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NameListTest {
  @Test
  void foldsPlainNamesAndKeepsQuotedOnes() {
    assertEquals(
        List.of("$user", "public", "monitor", "Mixed", "it's", "a\"b"),
        NameList.parse("\"$user\", public,Monitor , \"Mixed\", 'it''s', \"a\"\"b\""));
  }

  @Test
  void anEmptyTextIsOneEmptyName() {
    assertEquals(List.of(""), NameList.parse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"open", "a, 'open", "\"a\" b"})
  void refusesWhatTheServerWould(String text) {
    assertThrows(RefusedTextException.class, () -> NameList.parse(text));
  }
}
