package io.pgfleet.compiler.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shell: quotes and here documents are closed. What commands mean is left to the shell itself. */
final class ShellCheck implements Check {
  private static final Pattern HERE =
      Pattern.compile("<<-?\\s*(?:'([^'\\n]+)'|\"([^\"\\n]+)\"|\\\\?([A-Za-z0-9_]+))");

  @Override
  public Optional<Flaw> check(String text) {
    return new Scan(text).run();
  }

  /** One pass over a text. */
  private static final class Scan {
    private final String text;
    private final Deque<String> pending = new ArrayDeque<>();
    private int at;
    private int doubleQuote = -1;

    Scan(String text) {
      this.text = text;
    }

    Optional<Flaw> run() {
      while (at < text.length()) {
        Optional<Flaw> flaw = next(text.charAt(at));
        if (flaw.isPresent()) {
          return flaw;
        }
        at++;
      }
      return doubleQuote >= 0 ? flaw(doubleQuote, "double quote is not closed") : Optional.empty();
    }

    private Optional<Flaw> next(char one) {
      if (one == '\\') {
        at++;
      } else if (one == '"') {
        doubleQuote = doubleQuote < 0 ? at : -1;
      } else if (doubleQuote < 0) {
        return unquoted(one);
      }
      return Optional.empty();
    }

    private Optional<Flaw> unquoted(char one) {
      if (one == '\'') {
        return single();
      }
      if (one == '#' && wordStarts()) {
        int end = text.indexOf('\n', at);
        at = (end < 0 ? text.length() : end) - 1;
      } else if (one == '<') {
        here();
      } else if (one == '\n' && !pending.isEmpty()) {
        return documents();
      }
      return Optional.empty();
    }

    private Optional<Flaw> single() {
      boolean escapes = at > 0 && text.charAt(at - 1) == '$';
      int start = at;
      for (at++; at < text.length() && text.charAt(at) != '\''; at++) {
        if (escapes && text.charAt(at) == '\\') {
          at++;
        }
      }
      return at < text.length() ? Optional.empty() : flaw(start, "single quote is not closed");
    }

    private void here() {
      Matcher found = HERE.matcher(text).region(at, text.length());
      if (found.lookingAt() && !text.startsWith("<<<", at)) {
        String word = found.group(1) != null ? found.group(1) : found.group(2);
        pending.add(word != null ? word : found.group(3));
        at = found.end() - 1;
      } else {
        while (at + 1 < text.length() && text.charAt(at + 1) == '<') {
          at++;
        }
      }
    }

    private Optional<Flaw> documents() {
      while (!pending.isEmpty()) {
        String word = pending.remove();
        Matcher end = Pattern.compile("(?m)^\\t*" + Pattern.quote(word) + "$").matcher(text);
        if (!end.find(at)) {
          return flaw(at, "here document '" + word + "' is not closed");
        }
        at = end.end();
      }
      at--;
      return Optional.empty();
    }

    private boolean wordStarts() {
      return at == 0 || " \t\n;|&(".indexOf(text.charAt(at - 1)) >= 0;
    }

    private Optional<Flaw> flaw(int offset, String message) {
      return Optional.of(Flaw.at(text, offset, message));
    }
  }
}
