package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Puts other texts in the place of scalars of a YAML file; every other byte stays what it is:
 * comments, layout, quotes, anchors, line ends, a byte order mark.
 */
public final class Rewriting {
  private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*\\s+)*");
  private static final Pattern BLOCK_COMMENT =
      Pattern.compile("[|>][-+0-9]*(\\s+#[^\\r\\n]*)[\\s\\S]*");
  private static final String MARK = "\uFEFF";

  private final String file;
  private final Map<Origin, String> texts;

  /**
   * @param file as the origins name it
   * @param texts by the place where the scalar to replace begins
   */
  public Rewriting(String file, Map<Origin, String> texts) {
    this.file = file;
    this.texts = new TreeMap<>(texts);
  }

  /** A part of the text and what takes its place. */
  private record Cut(int from, int to, String text) {}

  /**
   * The new bytes.
   *
   * @throws IllegalStateException when the result would mean anything else than it should
   */
  public byte[] of(byte[] bytes) {
    String whole = new String(bytes, StandardCharsets.UTF_8);
    String mark = whole.startsWith(MARK) ? MARK : "";
    String before = whole.substring(mark.length());
    StringBuilder after = new StringBuilder();
    int kept = 0;
    for (Cut cut : cuts(before)) {
      after.append(before, kept, cut.from()).append(cut.text());
      kept = cut.to();
    }
    after.append(before, kept, before.length());
    prove(before, after.toString());
    return (mark + after).getBytes(StandardCharsets.UTF_8);
  }

  private List<Cut> cuts(String text) {
    List<Cut> cuts = new ArrayList<>();
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    for (Event event : new Parse(settings).parseString(text)) {
      Origin origin =
          event
              .getStartMark()
              .map(one -> new Origin(file, one.getLine() + 1, one.getColumn() + 1))
              .orElseThrow();
      if (event instanceof ScalarEvent && texts.containsKey(origin)) {
        int from = text.offsetByCodePoints(0, event.getStartMark().get().getIndex());
        int to = text.offsetByCodePoints(0, event.getEndMark().orElseThrow().getIndex());
        cuts.add(cut(text, from, to, texts.get(origin)));
      }
    }
    return cuts;
  }

  private static Cut cut(String text, int from, int to, String replacement) {
    Matcher properties = PROPERTIES.matcher(text).region(from, to);
    int begin = properties.lookingAt() ? properties.end() : from;
    int end = begin + text.substring(begin, to).stripTrailing().length();
    Matcher comment = BLOCK_COMMENT.matcher(text.substring(begin, end));
    return new Cut(begin, end, replacement + (comment.matches() ? comment.group(1) : ""));
  }

  /** Reads both texts: they must differ in the replaced scalars and in nothing else. */
  private void prove(String before, String after) {
    Optional<Value> old = YamlFile.parse(before, file, new Diagnostics());
    Optional<Value> now = YamlFile.parse(after, file, new Diagnostics());
    if (old.isEmpty() || now.isEmpty() || !fits(old.get(), now.get())) {
      throw new IllegalStateException(
          "tried to rewrite " + file + " but it would change otherwise");
    }
  }

  private boolean fits(Value old, Value now) {
    if (old instanceof Value.Sequence before && now instanceof Value.Sequence after) {
      Iterator<Value> items = after.items().iterator();
      return before.items().size() == after.items().size()
          && before.items().stream().allMatch(one -> fits(one, items.next()));
    }
    if (old instanceof Value.Mapping before && now instanceof Value.Mapping after) {
      return before.settings().keySet().equals(after.settings().keySet())
          && before.settings().entrySet().stream()
              .allMatch(one -> fits(one.getValue().value(), after.get(one.getKey()).orElseThrow()));
    }
    String replaced = texts.get(old.origin());
    return replaced == null
        ? old.sameAs(now)
        : now instanceof Value.Scalar scalar && replaced.equals('"' + scalar.text() + '"');
  }

  /** A text that YAML and JSON read alike, in blocks and in braces. */
  public static String quoted(String text) {
    return '"' + text + '"';
  }

  /** Origins grouped by the file that they are in. */
  public static SortedMap<String, SortedMap<Origin, String>> byFile(Map<Origin, String> texts) {
    SortedMap<String, SortedMap<Origin, String>> files = new TreeMap<>();
    texts.forEach(
        (origin, text) ->
            files.computeIfAbsent(origin.file(), one -> new TreeMap<>()).put(origin, text));
    return files;
  }
}
