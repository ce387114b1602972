package io.pgfleet.applier.plan;

import java.util.List;

/**
 * Names of entries or payloads that a step consumes; a trailing slash and star takes all below.
 *
 * @param texts such as {@code /etc/hosts#ours}
 */
record Pattern(List<String> texts) {

  boolean matches(String name) {
    return texts.stream().anyMatch(text -> matches(text, name));
  }

  private static boolean matches(String text, String name) {
    if (text.endsWith("/*")) {
      return name.startsWith(text.substring(0, text.length() - 1));
    }
    return name.equals(text);
  }
}
