package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pgfleet.compiler.diagnostic.DiagnosticText;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.diagnostic.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in an inventory, the answer is a fleet or diagnostics, never a stack trace. */
final class DamagedInventoryTest {
  private static final int INPUTS = 1500;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.$-]+");
  private static final List<String> OTHERS =
      List.of(
          "~",
          "[]",
          "{}",
          "-1",
          "0",
          "99999999999999999999",
          "''",
          "yes",
          "${admin_ip}",
          ".nan",
          "1.5",
          "'a\\nb'",
          "\"\\0\"",
          "[[1]]",
          "{ name: x }",
          "replica",
          "pg-meta",
          "10.10.10.12",
          "'[? a'",
          "`x`",
          "name",
          "hosts",
          "vars",
          "pg_users",
          "0755",
          "12:30",
          "[test]",
          "é");

  @TempDir Path directory;

  @Test
  void neverEndsInAStackTraceSeed5() throws IOException {
    String whole =
        Files.readString(SandboxFleet.root().resolve("inventories/sandbox/inventory.yml"))
            .replaceAll("(?m)^\\s*#.*\n", "");
    List<MatchResult> words = new ArrayList<>(WORD.matcher(whole).results().toList());
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        MatchResult word = words.get(random.nextInt(words.size()));
        if (word.end() <= text.length()) {
          text.replace(word.start(), word.end(), OTHERS.get(random.nextInt(OTHERS.size())));
        }
      }
      refused += refused(text.toString(), i) ? 1 : 0;
    }
    System.out.println(
        INPUTS + " damaged inventories: " + refused + " refused, the others still make a fleet");
  }

  private boolean refused(String text, int input) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      SandboxFleet.of(directory, text, diagnostics);
      return false;
    } catch (InvalidInventoryException e) {
      String shown = new DiagnosticText(new Sources(List.of(directory))).render(e.diagnostics());
      assertFalse(shown.isBlank());
      return true;
    } catch (RuntimeException e) {
      throw new AssertionError("input " + input + ":\n" + text, e);
    }
  }
}
