package io.pgfleet.compiler.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The right column is what PyYAML 6.0.3 loads for the left one. */
final class PlainScalarTest {

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of("yes", true, true),
        Arguments.of("No", false, true),
        Arguments.of("on", true, true),
        Arguments.of("OFF", false, true),
        Arguments.of("true", true, false),
        Arguments.of("False", false, false),
        Arguments.of("y", "y", false),
        Arguments.of("n", "n", false),
        Arguments.of("nO", "nO", false),
        Arguments.of("0755", 493L, true),
        Arguments.of("-0755", -493L, true),
        Arguments.of("0o755", "0o755", true),
        Arguments.of("08", "08", true),
        Arguments.of("00", 0L, true),
        Arguments.of("0_", 0L, true),
        Arguments.of("0", 0L, false),
        Arguments.of("-0", 0L, false),
        Arguments.of("+12", 12L, false),
        Arguments.of("6379", 6379L, false),
        Arguments.of("1_000", 1000L, true),
        Arguments.of("0x1F", 31L, false),
        Arguments.of("0x_1", 1L, true),
        Arguments.of("0b101", 5L, true),
        Arguments.of("9223372036854775808", new BigInteger("9223372036854775808"), false),
        Arguments.of("12:30:45", 45045L, true),
        Arguments.of("190:20:30.15", 685230.15, true),
        Arguments.of("1:99", "1:99", false),
        Arguments.of("0:30", "0:30", false),
        Arguments.of("1.5", 1.5, false),
        Arguments.of("-1.5", -1.5, false),
        Arguments.of("5.", 5.0, false),
        Arguments.of(".5", 0.5, false),
        Arguments.of("-.5", "-.5", true),
        Arguments.of("1_0.5", 10.5, true),
        Arguments.of("1e3", "1e3", true),
        Arguments.of("1.5e3", "1.5e3", true),
        Arguments.of("1.5e+3", 1500.0, false),
        Arguments.of("-.inf", Double.NEGATIVE_INFINITY, false),
        Arguments.of("+.inf", Double.POSITIVE_INFINITY, false),
        Arguments.of(".NaN", Double.NaN, false),
        Arguments.of("1.2.3", "1.2.3", false),
        Arguments.of("10.10.10.10", "10.10.10.10", false),
        Arguments.of("2030-12-31", "2030-12-31", false));
  }

  @ParameterizedTest
  @MethodSource("table")
  void meansWhatItMeantToPyYaml(String text, Object content, boolean ambiguous) {
    assertEquals(new PlainScalar(Optional.of(content), ambiguous), PlainScalar.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void isNothing(String text) {
    assertEquals(new PlainScalar(Optional.empty(), false), PlainScalar.of(text));
  }
}
