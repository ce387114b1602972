package io.pgfleet.applier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody asked for in words: {@code NAME TARGET --argument value --flag}.
 *
 * @param given values by argument
 */
record Wish(String name, String target, SortedMap<String, String> given) {
  private static final String OPTION = "--";

  /**
   * Reads the words.
   *
   * @param pairs values that were given as {@code name=value}
   */
  static Wish of(List<String> words, List<String> pairs) {
    List<String> names = new ArrayList<>();
    SortedMap<String, String> given = new TreeMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith(OPTION)) {
        names.add(word);
      } else if (word.contains("=")) {
        pair(word.substring(OPTION.length()), given);
      } else {
        boolean hasValue = i + 1 < words.size() && !words.get(i + 1).startsWith(OPTION);
        put(word.substring(OPTION.length()), hasValue ? words.get(++i) : "yes", given);
      }
    }
    pairs.forEach(pair -> pair(pair, given));
    if (names.isEmpty() || names.size() > 2) {
      throw new Refusal(
          ExitCode.USAGE,
          "say what to do to what: NAME TARGET; 'apply run --list' shows what there is");
    }
    return new Wish(names.get(0), names.size() > 1 ? names.get(1) : "", given);
  }

  private static void pair(String pair, SortedMap<String, String> given) {
    int sign = pair.indexOf('=');
    if (sign < 1) {
      throw new Refusal(ExitCode.USAGE, "'" + pair + "' is no argument; write --arg NAME=VALUE");
    }
    put(pair.substring(0, sign), pair.substring(sign + 1), given);
  }

  private static void put(String name, String value, SortedMap<String, String> given) {
    if (given.putIfAbsent(name, value) != null) {
      throw new Refusal(ExitCode.USAGE, "'" + name + "' is given twice; give it once");
    }
  }
}
