package io.pgfleet.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class VersionTest {

  @Test
  void comparesNumbersAndNotText() {
    assertTrue(Version.of("3.10").atLeast("3.9"));
    assertFalse(Version.of("2.6.12").atLeast("2.7"));
  }

  @Test
  void missingPartsAreZero() {
    assertTrue(Version.of("15").atLeast("15.0"));
    assertFalse(Version.of("3.0").atLeast("3.0.2"));
  }

  @Test
  void printsAsItWasWritten() {
    assertEquals("3.0.2", Version.of("3.0.2").toString());
  }
}
