package io.pgfleet.compiler.module.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class DialectsTest {
  private static final String AWKWARD = "a'b\"c\\d$e%f{{g}} ünï #;:";

  @Test
  void yamlReadsBackWhatWasQuoted() {
    for (String text :
        List.of(AWKWARD, "", "line\nbreak\ttab", "- no", "true", "0755", "\ud83d\ude00")) {
      assertEquals(
          text, new Load(LoadSettings.builder().build()).loadFromString(YamlText.quote(text)));
    }
  }

  @Test
  void yamlLeavesNumbersAndBooleansPlain() {
    assertEquals("5", YamlText.scalar(5));
    assertEquals("false", YamlText.scalar(false));
    assertEquals("\"off\"", YamlText.scalar("off"));
    assertEquals("\"1.5\"", YamlText.scalar(1.5));
  }

  @Test
  void sqlLiteralDoublesQuotesAndEscapesBackslashes() {
    assertEquals("'it''s'", SqlText.literal("it's"));
    assertEquals("E'a\\\\''b'", SqlText.literal("a\\'b"));
    assertEquals("'two\nlines'", SqlText.literal("two\nlines"));
  }

  @Test
  void sqlIdentifierIsAlwaysQuoted() {
    assertEquals("\"my\"\"role\"", SqlText.identifier("my\"role"));
    assertRefuses(SqlText::identifier, "x".repeat(64));
    assertRefuses(SqlText::identifier, "");
    assertRefuses(SqlText::identifier, "a\nb");
  }

  @Test
  void shellWordSurvivesAnySign() {
    assertEquals("/usr/bin/x-1", ShellText.word("/usr/bin/x-1"));
    assertEquals("'it'\\''s $HOME'", ShellText.word("it's $HOME"));
    assertEquals("''", ShellText.word(""));
  }

  @Test
  void systemdDoublesPercentAndDollar() {
    assertEquals("\"100%% of $$HOME\"", SystemdText.argument("100% of $HOME"));
    assertEquals("\"A=b \\\"c\\\" $d %%e\"", SystemdText.assignment("A", "b \"c\" $d %e"));
    assertEquals("50%%", SystemdText.value("50%"));
  }

  @Test
  void haproxyEscapesDollar() {
    assertEquals("\"pa\\$s \\\"x\\\"\"", HaproxyText.word("pa$s \"x\""));
    assertEquals("check", HaproxyText.word("check"));
  }

  @Test
  void nginxRefusesVariables() {
    assertRefuses(NginxText::word, "a$b");
    assertEquals("\"a b;}\"", NginxText.word("a b;}"));
  }

  @Test
  void otherDialectsQuoteInTheirWay() {
    assertEquals("'a''b\\\\c'", PostgresConfText.quote("a'b\\c"));
    assertEquals("\"a\"\"b\"", UserlistText.quote("a\"b"));
    assertEquals("my-db", HbaText.name("my-db"));
    assertEquals("\"my db\"", HbaText.name("my db"));
    assertEquals("'a b'", IniText.connectionWord("a b"));
    assertEquals("date +\\%F", CronText.command("date +%F"));
    assertEquals("a\\:b\\\\c", PgpassText.field("a:b\\c"));
    assertEquals("&lt;a href=&quot;x&quot;&gt;&amp;", HtmlText.escape("<a href=\"x\">&"));
    assertRefuses(HtmlText::link, "javascript:alert(1)");
    assertEquals("https://a.b/c", HtmlText.link("https://a.b/c"));
    assertRefuses(IniText::value, " blank");
    assertRefuses(IniText::key, "a=b");
    assertRefuses(KeepalivedText::word, "a b");
    assertRefuses(KeepalivedText::quote, "a\"b");
    assertRefuses(ConfText::line, "a # b");
    assertRefuses(ConfText::word, "a b");
    assertRefuses(HaproxyText::name, "a b");
    assertRefuses(NginxText::name, "a b");
  }

  @Test
  void noDialectOfLinesCarriesALineBreak() {
    List<UnaryOperator<String>> oneLine =
        List.of(
            ShellText::word,
            ShellText::comment,
            SystemdText::value,
            SystemdText::argument,
            HaproxyText::word,
            HaproxyText::options,
            NginxText::word,
            IniText::value,
            IniText::connectionWord,
            UserlistText::quote,
            HbaText::name,
            KeepalivedText::quote,
            ConfText::line,
            ConfText::word,
            CronText::command,
            CronText::line,
            PgpassText::field,
            PlainText::line,
            PostgresConfText::quote);
    for (UnaryOperator<String> dialect : oneLine) {
      assertRefuses(dialect, "a\nb");
      assertRefuses(dialect, "a\rb");
      assertRefuses(dialect, "a\u0000b");
      assertRefuses(dialect, "a\u2028b");
      assertRefuses(dialect, "{secret:x@abcdefgh}");
    }
  }

  @Test
  void noDialectLetsTextStandForASecretOrCarryAControlCharacter() {
    List<UnaryOperator<String>> lines =
        List.of(YamlText::quote, JsonText::quote, SqlText::literal, HtmlText::escape);
    for (UnaryOperator<String> dialect : lines) {
      assertRefuses(dialect, "x{secret:pg_admin_password@abcdefgh}");
      assertRefuses(dialect, "bell\u0007");
      assertRefuses(dialect, "half \ud83d");
    }
  }

  private static void assertRefuses(UnaryOperator<String> dialect, String text) {
    RefusedTextException refused =
        assertThrows(RefusedTextException.class, () -> dialect.apply(text));
    assertEquals(text, refused.text());
    assertFalse(refused.getMessage().contains("\n"));
  }
}
