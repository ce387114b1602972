package io.pgfleet.compiler.render;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL as psql reads it: quotes, comments and parentheses are closed, and the last statement ends in
 * a semicolon or is a command of psql.
 */
final class SqlCheck implements Check {
  private static final Pattern DOLLAR = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)?\\$");

  @Override
  public Optional<Flaw> check(String text) {
    return new Scan(text).run();
  }

  /** One pass over a text. */
  private static final class Scan {
    private final String text;
    private int at;
    private int depth;
    private int statement = -1;

    Scan(String text) {
      this.text = text;
    }

    Optional<Flaw> run() {
      while (at < text.length()) {
        Optional<Flaw> flaw = next(text.charAt(at));
        if (flaw.isPresent()) {
          return flaw;
        }
      }
      if (depth > 0) {
        return flaw(text.length(), "a parenthesis is not closed");
      }
      return statement < 0 ? Optional.empty() : flaw(statement, "no semicolon after the statement");
    }

    private Optional<Flaw> next(char one) {
      if (text.startsWith("--", at)) {
        at = orEnd(text.indexOf('\n', at));
        return Optional.empty();
      }
      if (text.startsWith("/*", at)) {
        return past("*/", "comment");
      }
      if (one == '\\') {
        return command();
      }
      if (!Character.isWhitespace(one) && one != ';' && statement < 0) {
        statement = at;
      }
      return token(one);
    }

    private Optional<Flaw> token(char one) {
      if (one == '\'' || one == '"') {
        return quoted(one);
      }
      if (one == '$') {
        return dollar();
      }
      if (one == ')' && depth == 0) {
        return flaw(at, "a parenthesis is closed that was never opened");
      }
      depth += one == '(' ? 1 : one == ')' ? -1 : 0;
      if (one == ';' && depth == 0) {
        statement = -1;
      }
      at++;
      return Optional.empty();
    }

    private Optional<Flaw> dollar() {
      Matcher quote = DOLLAR.matcher(text).region(at, text.length());
      if (quote.lookingAt()) {
        return past(quote.group(), "dollar quote");
      }
      at++;
      return Optional.empty();
    }

    private Optional<Flaw> command() {
      int end = orEnd(text.indexOf('\n', at));
      if (text.substring(at, end).matches("\\\\g(exec|set|x)?\\b.*")) {
        statement = -1;
      }
      at = end;
      return Optional.empty();
    }

    private Optional<Flaw> quoted(char quote) {
      boolean escapes =
          quote == '\'' && at > 0 && Character.toUpperCase(text.charAt(at - 1)) == 'E';
      int start = at;
      for (at++; at < text.length(); at++) {
        char one = text.charAt(at);
        if (escapes && one == '\\') {
          at++;
        } else if (one == quote) {
          at++;
          return Optional.empty();
        }
      }
      return flaw(start, "quote is not closed");
    }

    private Optional<Flaw> past(String mark, String what) {
      int end = text.indexOf(mark, at + mark.length());
      if (end < 0) {
        return flaw(at, what + " is not closed");
      }
      at = end + mark.length();
      return Optional.empty();
    }

    private int orEnd(int found) {
      return found < 0 ? text.length() : found;
    }

    private Optional<Flaw> flaw(int offset, String message) {
      return Optional.of(Flaw.at(text, offset, message));
    }
  }
}
