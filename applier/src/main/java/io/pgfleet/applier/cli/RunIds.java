package io.pgfleet.applier.cli;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Names runs so that they sort by time and two of one second differ. */
final class RunIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final int RANDOM_BYTES = 3;

  private RunIds() {}

  /** Such as 20260101T120000Z-3fa9c1. */
  static String next(Instant now) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return TIME.format(now.atOffset(ZoneOffset.UTC)) + "-" + HexFormat.of().formatHex(random);
  }
}
