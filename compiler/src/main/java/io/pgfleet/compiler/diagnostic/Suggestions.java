package io.pgfleet.compiler.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a mistyped one was meant to be. */
public final class Suggestions {
  private Suggestions() {}

  /** The nearest known word, if one is near enough to be worth showing. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    List<String> ranked = ranked(word, known);
    return ranked.isEmpty() ? Optional.empty() : Optional.of(ranked.get(0));
  }

  /** All known words that are near, the nearest first. */
  public static List<String> ranked(String word, Collection<String> known) {
    String typed = normal(word);
    double limit = Math.max(1.5, typed.length() * 0.4);
    record Candidate(String word, double cost) {}
    return known.stream()
        .map(one -> new Candidate(one, cost(typed, normal(one))))
        .filter(one -> one.cost() <= limit)
        .sorted(Comparator.comparingDouble(Candidate::cost).thenComparing(Candidate::word))
        .map(Candidate::word)
        .toList();
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Edits between both, less a bonus for what they have in common at the beginning. */
  private static double cost(String typed, String known) {
    double edits = edits(typed, known);
    if (sorted(typed).equals(sorted(known))) {
      edits = Math.min(edits, 1);
    }
    int prefix = 0;
    int shorter = Math.min(typed.length(), known.length());
    while (prefix < shorter && typed.charAt(prefix) == known.charAt(prefix)) {
      prefix++;
    }
    double bonus = 0.4 * prefix / Math.max(1, Math.max(typed.length(), known.length()));
    return edits - bonus;
  }

  private static String sorted(String word) {
    return word.chars()
        .filter(one -> one != '_')
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  private static int edits(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : cell(table, a, b, new int[] {i, j});
      }
    }
    return table[a.length()][b.length()];
  }

  private static int cell(int[][] table, String a, String b, int[] at) {
    int i = at[0];
    int j = at[1];
    int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
  }
}
