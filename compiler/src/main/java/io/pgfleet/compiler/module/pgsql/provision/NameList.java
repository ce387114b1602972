package io.pgfleet.compiler.module.pgsql.provision;

import io.pgfleet.compiler.module.dialect.RefusedTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A list of names as people write {@code search_path}: separated by commas, each plain (then it is
 * folded to lower case) or in double or single quotes.
 */
final class NameList {
  private final String text;
  private final List<String> names = new ArrayList<>();
  private int at;

  private NameList(String text) {
    this.text = text;
  }

  /** The names without their quotes; one empty name for an empty text. */
  static List<String> parse(String text) {
    NameList list = new NameList(text);
    do {
      list.names.add(list.name());
    } while (list.comma());
    return List.copyOf(list.names);
  }

  private String name() {
    blanks();
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return quoted(text.charAt(at));
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != ',') {
      at++;
    }
    return text.substring(start, at).strip().toLowerCase(Locale.ROOT);
  }

  private String quoted(char quote) {
    StringBuilder name = new StringBuilder();
    for (at++; at < text.length(); at++) {
      if (text.charAt(at) == quote) {
        at++;
        if (at >= text.length() || text.charAt(at) != quote) {
          return name.toString();
        }
      }
      name.append(text.charAt(at));
    }
    throw refused("has a quote that is not closed");
  }

  /** Steps over the comma; whatever else stands after a name is a mistake. */
  private boolean comma() {
    blanks();
    if (at >= text.length()) {
      return false;
    }
    if (text.charAt(at) != ',') {
      throw refused("needs a comma between two names");
    }
    at++;
    return true;
  }

  private RefusedTextException refused(String why) {
    return new RefusedTextException("a list of names", why, text);
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
