package io.pgfleet.applier.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A shell script on its way to a machine: parts that lie beside this class, then calls. */
final class Script {
  /** Words of one call; well below what a machine takes on one command line. */
  private static final int WORDS_PER_CALL = 400;

  private final StringBuilder text = new StringBuilder();

  /** Begins as every script does. */
  static Script begin() {
    return new Script().part("prelude");
  }

  Script set(String variable, String value) {
    text.append(variable).append('=').append(ShellWord.quote(value)).append('\n');
    return this;
  }

  /** Appends a part by its name. */
  Script part(String name) {
    text.append(read(name));
    return this;
  }

  /** Appends another script. */
  Script then(Script other) {
    text.append(other.text);
    return this;
  }

  /** Replaces a small file of ours, wholly or not at all. */
  Script writeFile(String path, byte[] bytes) {
    if (isPlain(bytes)) {
      return call("write_text", path, new String(bytes, StandardCharsets.US_ASCII));
    }
    return call("write_file", path, Base64.getEncoder().encodeToString(bytes));
  }

  /** Printable, so that every shell hands it on as it is. */
  private static boolean isPlain(byte[] bytes) {
    for (byte b : bytes) {
      if (b != '\n' && (b < ' ' || b > '~')) {
        return false;
      }
    }
    return true;
  }

  /** Calls a function or command with words. */
  Script call(String function, String... words) {
    return call(function, List.of(words));
  }

  Script call(String function, List<String> words) {
    text.append(function).append(' ').append(ShellWord.quote(words)).append('\n');
    return this;
  }

  /** Calls it as often as the number of words needs; not at all when there are none. */
  Script callForAll(String function, List<String> words) {
    return callForAll(function, List.of(), words);
  }

  /**
   * The same where each call begins with some words.
   *
   * @param first what it begins with
   */
  Script callForAll(String function, List<String> first, List<String> words) {
    for (int from = 0; from < words.size(); from += WORDS_PER_CALL) {
      List<String> call = new ArrayList<>(first);
      call.addAll(words.subList(from, Math.min(words.size(), from + WORDS_PER_CALL)));
      call(function, call);
    }
    return this;
  }

  /** Calls it once for each word. */
  Script callEach(String function, List<String> words) {
    words.forEach(word -> call(function, word));
    return this;
  }

  /** Appends a line as it is. */
  Script line(String line) {
    text.append(line).append('\n');
    return this;
  }

  static String read(String name) {
    String resource = name + ".sh";
    try (InputStream in = Script.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("this program lacks its part " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
