package io.pgfleet.compiler.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RewritingTest {
  private static final String FILE = "inventories/x/inventory.yml";

  /** Every value that holds SECRET is replaced; what is around it shows whether it was touched. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: SECRET\n",
        "a:   SECRET   # why\nb: 1\n",
        "a: 'SECRET # no'  # why\n",
        "a: \"SECRET \\\" \\n\"  # why\n",
        "a: { b: SECRET, c: [ SECRET , 'x' ] }  # why\n",
        "{\"a\": \"SECRET\", \"b\": [1, 2]}",
        "a: SECRET\r\nb: 2\r\n",
        "\uFEFFa: SECRET\n",
        "# ünï 😀\nb: '😀'\na: SECRET ünï 😀 # 😀\n",
        "a: SECRET",
        "a: |\n  SECRET\n  more\n\n# why\nb: 1\n",
        "a: |+  # why\n  SECRET\n\nb: 1\n",
        "x:\n  a: >-\n    SECRET\n    more\n  b: 1\n",
        "a: &one SECRET\nb: *one\n",
        "a: !!str SECRET\n",
        "a: SECRET over\n  two lines\nb: 1\n",
        "-   a: SECRET\n    b: 1\n-  SECRET\n",
        "a:\n  SECRET\nb:\n- SECRET\n"
      })
  void replacesTheScalarAndNothingElse(String text) {
    Map<Origin, String> texts = new TreeMap<>();
    collect(parse(text), texts);

    String after = text(new Rewriting(FILE, texts).of(bytes(text)));

    assertEquals(expected(text), after);
    assertEquals(after, text(new Rewriting(FILE, Map.of()).of(bytes(after))));
  }

  @Test
  void keepsTheCommentOfABlock() {
    String text = "a: |-  # why\n  SECRET\nb: 1\n";
    Map<Origin, String> texts = new TreeMap<>();
    collect(parse(text), texts);

    assertEquals("a: \"NEW\"  # why\nb: 1\n", text(new Rewriting(FILE, texts).of(bytes(text))));
  }

  /** The same change made by hand, per form of a scalar. */
  private static String expected(String text) {
    return text.replace("|+  # why\n  SECRET\n", "\"NEW\"  # why\n")
        .replace("|\n  SECRET\n  more\n", "\"NEW\"\n")
        .replace(">-\n    SECRET\n    more\n", "\"NEW\"\n")
        .replace("SECRET over\n  two lines", "\"NEW\"")
        .replace("SECRET ünï 😀", "\"NEW\"")
        .replace("'SECRET # no'", "\"NEW\"")
        .replace("\"SECRET \\\" \\n\"", "\"NEW\"")
        .replace("\"SECRET\"", "\"NEW\"")
        .replace("SECRET", "\"NEW\"");
  }

  private static void collect(Value value, Map<Origin, String> texts) {
    if (value instanceof Value.Mapping mapping) {
      mapping.settings().values().forEach(one -> collect(one.value(), texts));
    } else if (value instanceof Value.Sequence sequence) {
      sequence.items().forEach(one -> collect(one, texts));
    } else if (value instanceof Value.Scalar scalar && scalar.text().contains("SECRET")) {
      texts.put(scalar.origin(), "\"NEW\"");
    }
  }

  private static Value parse(String text) {
    return YamlFile.parse(text.replace("\uFEFF", ""), FILE, new Diagnostics()).orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
