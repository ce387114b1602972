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
      int line = (int) text.chars().filter(one -> one == '\n').count() + 1;
      int column = text.length() - text.lastIndexOf('\n');
      String wrong = String.format(Locale.ROOT, "0x%02X", bytes[input.position()]);
      diagnostics.error(
          "Y003",
          new Origin(file, line, column),
          "byte '" + wrong + "' is not UTF-8",
          "save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }
}
