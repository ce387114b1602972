package io.pgfleet.compiler.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that a server takes for a setting; none of them cares for capitals. */
final class SettingWords {
  /** What servers take without telling, for the sake of older files. */
  private static final Map<String, List<String>> UNTOLD =
      Map.of(
          "wal_level", List.of("archive", "hot_standby"),
          "client_min_messages", List.of("debug", "info", "fatal", "panic"),
          "log_min_messages", List.of("debug"),
          "log_min_error_statement", List.of("debug"));

  private SettingWords() {}

  /** A word for yes or no, or the beginning of one that can't be another's. */
  static boolean flag(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    boolean begins = Stream.of("true", "false", "yes", "no").anyMatch(one -> one.startsWith(word));
    boolean short2 = word.equals("on") || word.equals("of") || word.equals("off");
    return !word.isEmpty() && (begins || short2 || word.equals("1") || word.equals("0"));
  }

  /** Enumerations that know on and off take the other words for them too. */
  static boolean knows(ServerSetting setting, String text) {
    return setting.words().stream().anyMatch(text::equalsIgnoreCase)
        || UNTOLD.getOrDefault(setting.name(), List.of()).stream().anyMatch(text::equalsIgnoreCase)
        || setting.words().contains("on") && flag(text);
  }

  static String list(List<String> words) {
    return words.stream()
        .filter(one -> !one.isEmpty())
        .map(one -> "'" + one + "'")
        .collect(Collectors.joining(", ", "one of ", ""));
  }
}
