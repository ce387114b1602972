package io.pgfleet.compiler.schema;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.json.JSONArray;
import org.junit.jupiter.api.Test;

/** The right word is suggested first for at least 95 % of mistyped ones. */
final class TypoTest {
  private static final int TYPOS = 200;

  private final Vocabulary vocabulary = Vocabulary.read(SandboxFleet.root().resolve("schema/v4.0"));

  @Test
  void suggestsTheRightParameterSeed11() {
    List<String> names =
        vocabulary.parameters().values().stream()
            .filter(Parameter::live)
            .map(Parameter::name)
            .toList();
    Random random = new Random(11);
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < TYPOS; i++) {
      String name = names.get(random.nextInt(names.size()));
      miss(name, typo(name, names, random), names, missed);
    }
    assertFew(missed, "parameters");
  }

  @Test
  void suggestsTheRightWordOfAnEnumSeed13() {
    List<List<String>> enums = new ArrayList<>();
    for (Parameter one : vocabulary.parameters().values()) {
      JSONArray values = one.definition().optJSONArray("enum");
      if (values != null) {
        enums.add(values.toList().stream().map(Object::toString).toList());
      }
    }
    Random random = new Random(13);
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < TYPOS; ) {
      List<String> words = enums.get(random.nextInt(enums.size()));
      String word = words.get(random.nextInt(words.size()));
      if (word.length() > 3) {
        miss(word, typo(word, words, random), words, missed);
        i++;
      }
    }
    assertFew(missed, "words of enums");
  }

  private static void miss(String meant, String typed, List<String> known, List<String> missed) {
    String suggested = Suggestions.nearest(typed, known).orElse("nothing");
    if (!suggested.equals(meant)) {
      missed.add(typed + " -> " + suggested + ", meant " + meant);
    }
  }

  private static void assertFew(List<String> missed, String what) {
    System.out.println(
        (TYPOS - missed.size()) + " of " + TYPOS + " mistyped " + what + " were recognised");
    assertTrue(missed.size() <= TYPOS / 20, () -> String.join("\n", missed));
  }

  /** One slip of the fingers: a letter lost, doubled, swapped, wrong, or a separator wrong. */
  private static String typo(String word, List<String> known, Random random) {
    while (true) {
      String typed = slip(word, random);
      if (!typed.equals(word) && !new TreeSet<>(known).contains(typed)) {
        return typed;
      }
    }
  }

  private static String slip(String word, Random random) {
    StringBuilder typed = new StringBuilder(word);
    int at = random.nextInt(word.length());
    switch (random.nextInt(6)) {
      case 0 -> typed.deleteCharAt(at);
      case 1 -> typed.insert(at, word.charAt(at));
      case 2 -> typed.setCharAt(at, (char) ('a' + random.nextInt(26)));
      case 3 -> typed.insert(at, (char) ('a' + random.nextInt(26)));
      case 4 -> {
        char one = typed.charAt(at);
        int other = Math.min(at + 1, word.length() - 1);
        typed.setCharAt(at, typed.charAt(other));
        typed.setCharAt(other, one);
      }
      default -> {
        return random.nextBoolean() ? word.replace('_', '-') : word.replaceFirst("_", "");
      }
    }
    return typed.toString();
  }
}
