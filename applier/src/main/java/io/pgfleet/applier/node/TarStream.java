package io.pgfleet.applier.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * An archive of small files in the POSIX ustar format, readable by root only, and compressed by
 * gzip: far machines get it in fewer turns of the window, and less has to be encrypted.
 */
final class TarStream {
  private static final int BLOCK = 512;
  private static final int CHECKSUM_AT = 148;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  TarStream add(String name, byte[] content) {
    bytes.writeBytes(header(name, content.length));
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    return this;
  }

  /** The whole archive, with its end. */
  byte[] toByteArray() {
    bytes.writeBytes(new byte[2 * BLOCK]);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      bytes.writeTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes whatever is written", e);
    }
    return packed.toByteArray();
  }

  private static byte[] header(String name, int length) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000600");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, octal(length, 11));
    put(header, 136, "00000000000");
    put(header, 156, "0");
    put(header, 257, "ustar");
    put(header, 263, "00");
    Arrays.fill(header, CHECKSUM_AT, CHECKSUM_AT + 8, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, CHECKSUM_AT, octal(sum, 6));
    header[CHECKSUM_AT + 6] = 0;
    return header;
  }

  private static String octal(int number, int digits) {
    String octal = Integer.toOctalString(number);
    return "0".repeat(digits - octal.length()) + octal;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, at, ascii.length);
  }
}
