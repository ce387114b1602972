package io.pgfleet.compiler.render;

import java.util.Optional;
import java.util.regex.Pattern;

/** Formats with blocks in braces; nginx also ends each statement in a semicolon. */
final class BraceCheck implements Check {
  private static final Pattern KEEPALIVED_BLOCKS =
      Pattern.compile(
          "global_defs|static_ipaddress|static_routes|vrrp_script|vrrp_track_process|vrrp_instance"
              + "|vrrp_sync_group|virtual_server|virtual_server_group|include|net_namespace");

  private final boolean semicolons;
  private final Optional<Pattern> topLevel;
  private final String comments;

  private BraceCheck(boolean semicolons, Optional<Pattern> topLevel, String comments) {
    this.semicolons = semicolons;
    this.topLevel = topLevel;
    this.comments = comments;
  }

  static BraceCheck nginx() {
    return new BraceCheck(true, Optional.empty(), "#");
  }

  static BraceCheck keepalived() {
    return new BraceCheck(false, Optional.of(KEEPALIVED_BLOCKS), "#!");
  }

  @Override
  public Optional<Flaw> check(String text) {
    return new Scan(text).run();
  }

  /** One pass over a text. */
  private final class Scan {
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
        return flaw(text.length(), "a brace is not closed");
      }
      return semicolons && statement >= 0 ? flaw(statement, "no semicolon") : Optional.empty();
    }

    private Optional<Flaw> next(char one) {
      if (comments.indexOf(one) >= 0 && wordStarts()) {
        at = end(text.indexOf('\n', at));
        return Optional.empty();
      }
      if (one == '"' || one == '\'') {
        return quoted(one);
      }
      if (one == '{' && !afterDollar()) {
        return open();
      }
      if (one == '}' && !closesVariable()) {
        return close();
      }
      return plain(one);
    }

    private Optional<Flaw> plain(char one) {
      if (one == ';') {
        statement = -1;
      } else if (one == '\n' && !semicolons) {
        Optional<Flaw> unknown = topLevel();
        statement = -1;
        at++;
        return unknown;
      } else if (!Character.isWhitespace(one) && statement < 0) {
        statement = at;
      }
      at++;
      return Optional.empty();
    }

    private Optional<Flaw> topLevel() {
      if (depth > 0 || statement < 0 || topLevel.isEmpty()) {
        return Optional.empty();
      }
      String word = text.substring(statement, at).split("[\\s{]", 2)[0];
      return topLevel.get().matcher(word).matches()
          ? Optional.empty()
          : flaw(statement, "unknown block '" + word + "'");
    }

    private Optional<Flaw> quoted(char quote) {
      int start = at;
      statement = statement < 0 ? at : statement;
      for (at++; at < text.length(); at++) {
        char one = text.charAt(at);
        if (one == '\\') {
          at++;
        } else if (one == quote) {
          at++;
          return Optional.empty();
        }
      }
      return flaw(start, "quote is not closed");
    }

    private Optional<Flaw> open() {
      Optional<Flaw> unknown = topLevel();
      depth++;
      statement = -1;
      at++;
      return unknown;
    }

    private Optional<Flaw> close() {
      if (depth == 0) {
        return flaw(at, "a brace is closed that was never opened");
      }
      if (semicolons && statement >= 0) {
        return flaw(statement, "no semicolon");
      }
      depth--;
      statement = -1;
      at++;
      return Optional.empty();
    }

    /** Whether the brace belongs to a variable such as <code>${name}</code>. */
    private boolean afterDollar() {
      return at > 0 && text.charAt(at - 1) == '$';
    }

    private boolean closesVariable() {
      int opened = text.lastIndexOf("${", at);
      return opened >= 0 && text.substring(opened + 2, at).matches("\\w+");
    }

    private boolean wordStarts() {
      return at == 0 || Character.isWhitespace(text.charAt(at - 1)) || text.charAt(at - 1) == ';';
    }

    private int end(int found) {
      return found < 0 ? text.length() : found;
    }

    private Optional<Flaw> flaw(int offset, String message) {
      return Optional.of(Flaw.at(text, offset, message));
    }
  }
}
