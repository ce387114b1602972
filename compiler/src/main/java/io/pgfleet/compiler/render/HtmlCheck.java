package io.pgfleet.compiler.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Web pages: every element that needs an end tag has one, in the right order. */
final class HtmlCheck implements Check {
  private static final Pattern TAG =
      Pattern.compile(
          "(?s)<!--.*?-->|<!(?i:doctype)[^>]*>|<(?i:script|style)\\b.*?</(?i:script|style)>"
              + "|<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|<");
  private static final Pattern VOID =
      Pattern.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr");

  @Override
  public Optional<Flaw> check(String text) {
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(text);
    while (tag.find()) {
      if (tag.group().equals("<")) {
        return Optional.of(Flaw.at(text, tag.start(), "a tag is not closed"));
      }
      if (tag.group(2) != null && !nests(tag, open)) {
        return Optional.of(Flaw.at(text, tag.start(), "unexpected tag " + tag.group()));
      }
    }
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(Flaw.at(text, text.length(), "no end tag of '" + open.peek() + "'"));
  }

  private static boolean nests(Matcher tag, Deque<String> open) {
    String name = tag.group(2).toLowerCase(Locale.ROOT);
    if (!tag.group(1).isEmpty()) {
      return name.equals(open.poll());
    }
    if (!VOID.matcher(name).matches() && !tag.group(3).endsWith("/")) {
      open.push(name);
    }
    return true;
  }
}
