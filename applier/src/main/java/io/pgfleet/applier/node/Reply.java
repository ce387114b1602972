package io.pgfleet.applier.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a script answered: bytes by key, and what else was said. */
final class Reply {
  private static final Pattern LINE = Pattern.compile("([a-z]+(?:\\.[0-9]+)?) ([A-Za-z0-9+/=]*)");
  private static final int MOST_TALK = 50;

  private final SortedMap<String, ByteArrayOutputStream> answers = new TreeMap<>();
  private final List<String> talk = new ArrayList<>();

  /** Takes in a line; gives its key, or an empty text when it is no answer. */
  String add(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      try {
        byte[] bytes = Base64.getDecoder().decode(matcher.group(2));
        answers
            .computeIfAbsent(matcher.group(1), k -> new ByteArrayOutputStream())
            .writeBytes(bytes);
        return matcher.group(1);
      } catch (IllegalArgumentException e) {
        talk.add(line);
        return "";
      }
    }
    if (!line.isBlank() && talk.size() < MOST_TALK) {
      talk.add(line);
    }
    return "";
  }

  Optional<byte[]> bytes(String key) {
    return Optional.ofNullable(answers.get(key)).map(ByteArrayOutputStream::toByteArray);
  }

  /** The answer as a text; empty when there was none. */
  String text(String key) {
    return bytes(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  /** The parts of an answer that ends each of them with NUL. */
  List<String> parts(String key) {
    String text = text(key);
    if (text.isEmpty()) {
      return List.of();
    }
    return List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }

  List<String> lines(String key) {
    return text(key).lines().toList();
  }

  /** What was said beside the answers, for a message to people. */
  String talk() {
    return String.join(" / ", talk);
  }
}
