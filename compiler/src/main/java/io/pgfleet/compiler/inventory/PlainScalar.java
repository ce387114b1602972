package io.pgfleet.compiler.inventory;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means to PyYAML, which implements YAML 1.1 (yaml.org/type).
 *
 * @param ambiguous whether YAML 1.2's core schema reads it as something else
 */
record PlainScalar(Optional<Object> content, boolean ambiguous) {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|true|True|TRUE|on|On|ON");
  private static final Pattern FALSE = Pattern.compile("no|No|NO|false|False|FALSE|off|Off|OFF");
  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
  private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
  private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?");
  private static final Pattern SEXAGESIMAL_FLOAT =
      Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*");
  private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)");
  private static final Pattern NOT_A_NUMBER = Pattern.compile("\\.(nan|NaN|NAN)");
  private static final Pattern NUMBER_IN_1_2 =
      Pattern.compile("0o[0-7]+|[-+]?[0-9]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  static PlainScalar of(String text) {
    if (NULLS.contains(text)) {
      return new PlainScalar(Optional.empty(), false);
    }
    if (TRUE.matcher(text).matches()) {
      return new PlainScalar(Optional.of(true), !text.equalsIgnoreCase("true"));
    }
    if (FALSE.matcher(text).matches()) {
      return new PlainScalar(Optional.of(false), !text.equalsIgnoreCase("false"));
    }
    char first = text.charAt(0);
    if (first == '-' || first == '+' || first == '.' || (first >= '0' && first <= '9')) {
      return number(text);
    }
    return text(text, false);
  }

  private static PlainScalar number(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return integer(text, 10, "", text.indexOf('_') >= 0);
    }
    if (OCTAL.matcher(text).matches()) {
      return integer(text, 8, "0", true);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return integer(text, 16, "0x", text.indexOf('_') >= 0);
    }
    if (BINARY.matcher(text).matches()) {
      return integer(text, 2, "0b", true);
    }
    if (SEXAGESIMAL.matcher(text).matches()) {
      return new PlainScalar(Optional.of(narrow(sexagesimal(text))), true);
    }
    return fraction(text);
  }

  private static PlainScalar fraction(String text) {
    if (FLOAT.matcher(text).matches()) {
      return decimal(text.replace("_", ""), text.indexOf('_') >= 0);
    }
    if (SEXAGESIMAL_FLOAT.matcher(text).matches()) {
      return new PlainScalar(Optional.of(sexagesimalFraction(text.replace("_", ""))), true);
    }
    if (INFINITE.matcher(text).matches()) {
      double infinite = Double.POSITIVE_INFINITY;
      return new PlainScalar(Optional.of(text.startsWith("-") ? -infinite : infinite), false);
    }
    if (NOT_A_NUMBER.matcher(text).matches()) {
      return new PlainScalar(Optional.of(Double.NaN), false);
    }
    return text(text, NUMBER_IN_1_2.matcher(text).matches());
  }

  private static PlainScalar decimal(String digits, boolean ambiguous) {
    return new PlainScalar(Optional.of(Double.valueOf(digits)), ambiguous);
  }

  private static PlainScalar text(String text, boolean ambiguous) {
    return new PlainScalar(Optional.of(text), ambiguous);
  }

  private static PlainScalar integer(String text, int radix, String mark, boolean ambiguous) {
    String digits = unsigned(text).substring(mark.length()).replace("_", "");
    if (digits.isEmpty()) {
      return mark.equals("0") ? new PlainScalar(Optional.of(0L), true) : text(text, true);
    }
    BigInteger magnitude = new BigInteger(digits.toLowerCase(Locale.ROOT), radix);
    return new PlainScalar(Optional.of(narrow(signed(text, magnitude))), ambiguous);
  }

  private static BigInteger sexagesimal(String text) {
    BigInteger sum = BigInteger.ZERO;
    for (String part : unsigned(text).replace("_", "").split(":")) {
      sum = sum.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
    }
    return signed(text, sum);
  }

  private static double sexagesimalFraction(String text) {
    double sum = 0;
    for (String part : unsigned(text).split(":")) {
      sum = sum * 60 + Double.parseDouble(part);
    }
    return text.startsWith("-") ? -sum : sum;
  }

  private static String unsigned(String text) {
    return text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
  }

  private static BigInteger signed(String text, BigInteger magnitude) {
    return text.startsWith("-") ? magnitude.negate() : magnitude;
  }

  private static Object narrow(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }
}
