package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The text of a file the user wrote, or diagnostics that say why there is none. */
final class SourceText {
  private static final long LARGEST = 32L << 20;

  private SourceText() {}

  /** Reads UTF-8 without its byte order mark. */
  static Optional<String> read(Path path, String file, Diagnostics diagnostics) {
    Origin origin = Origin.ofFile(file);
    if (Files.isDirectory(path)) {
      diagnostics.error("Y001", origin, "is a directory", "put a YAML file in its place");
      return Optional.empty();
    }
    try {
      if (Files.size(path) > LARGEST) {
        diagnostics.error(
            "Y002", origin, "is larger than 32 MiB", "split it over group_vars/ and host_vars/");
        return Optional.empty();
      }
      return decode(Files.readAllBytes(path), file, diagnostics);
    } catch (IOException e) {
      diagnostics.error("Y001", origin, "can't be read", "check that it is there and readable");
      return Optional.empty();
    }
  }

  private static Optional<String> decode(byte[] bytes, String file, Diagnostics diagnostics)
      throws CharacterCodingException {
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer output = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(input, output, true);
    String text = output.flip().toString();
    if (result.isError()) {
      String wrong = String.format(Locale.ROOT, "0x%02X", bytes[input.position()]);
      String message =
          wide(bytes) ? "is UTF-16, which is not UTF-8" : "byte '" + wrong + "' is not UTF-8";
      Origin place = wide(bytes) ? Origin.ofFile(file) : end(text, file);
      diagnostics.error("Y003", place, message, "save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /** Whether the file begins with the mark of two bytes per character, in either order. */
  private static boolean wide(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    return mark == 0xFEFF || mark == 0xFFFE;
  }

  /** The place behind a text; lines end as YAML has it, also with a carriage return alone. */
  static Origin end(String text, String file) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      boolean pair = one == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (one == '\n' || (one == '\r' && !pair)) {
        line++;
        begin = i + 1;
      }
    }
    return new Origin(file, line, text.length() - begin + 1);
  }
}
