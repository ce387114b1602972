package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SourceLineTest {

  @Test
  void showsAnOrdinaryLineAsItIs() {
    assertEquals(
        Optional.of("  pg_port: 5432 # x"), SourceLine.of(List.of("a:", "  pg_port: 5432 # x"), 2));
    String rule = "- { user: all, auth: pwd }";
    assertEquals(Optional.of(rule), SourceLine.of(List.of(rule), 1));
  }

  @Test
  void masksValuesOfSecretsAndWhatFollows() {
    assertEquals(
        Optional.of("pg_admin_password: ***"), SourceLine.of(List.of("pg_admin_password: abc"), 1));
    assertEquals(
        Optional.of("- { name: a, password: ***************"),
        SourceLine.of(List.of("- { name: a, password: b, comment: c }"), 1));
    assertEquals(Optional.of("'cipher_pass': *"), SourceLine.of(List.of("'cipher_pass': x"), 1));
  }

  @Test
  void hidesLinesThatContinueASecret() {
    List<String> lines =
        List.of("v:", "  patroni_password: |", "    poison", "", "    more", "  x: 1");
    assertEquals(Optional.empty(), SourceLine.of(lines, 3));
    assertEquals(Optional.empty(), SourceLine.of(lines, 5));
    assertEquals(Optional.of("  x: 1"), SourceLine.of(lines, 6));
    assertEquals(Optional.empty(), SourceLine.of(List.of("password:", "  poison"), 2));
  }

  @Test
  void thereIsNoLineBeyondTheEnd() {
    assertEquals(Optional.empty(), SourceLine.of(List.of("a"), 2));
    assertEquals(Optional.empty(), SourceLine.of(List.of("a"), 0));
  }
}
