package io.pgfleet.compiler.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with or without a unit, as a server reads it.
 *
 * <p>Source: <a href="https://www.postgresql.org/docs/current/config-setting.html">Setting
 * Parameters</a>; units care for capitals, and a setting without one takes none.
 */
final class SettingNumber {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:0[xX][0-9A-Fa-f]+|[0-9]*\\.?[0-9]+(?:[eE][+-]?[0-9]+)?))\\s*(\\S*)");
  private static final Map<String, BigDecimal> MEMORY = new LinkedHashMap<>();
  private static final Map<String, BigDecimal> TIME = new LinkedHashMap<>();

  static {
    long bytes = 1;
    for (String unit : new String[] {"B", "kB", "MB", "GB", "TB"}) {
      MEMORY.put(unit, BigDecimal.valueOf(bytes));
      bytes *= 1024;
    }
    TIME.put("us", BigDecimal.ONE);
    TIME.put("ms", BigDecimal.valueOf(1_000));
    TIME.put("s", BigDecimal.valueOf(1_000_000));
    TIME.put("min", BigDecimal.valueOf(60_000_000));
    TIME.put("h", BigDecimal.valueOf(3_600_000_000L));
    TIME.put("d", BigDecimal.valueOf(86_400_000_000L));
  }

  private SettingNumber() {}

  static Optional<String> refusal(ServerSetting setting, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !takes(setting, form.group(2))) {
      return Optional.of(expected(setting));
    }
    BigDecimal value = inBase(setting, number(form.group(1)), form.group(2));
    boolean whole = setting.kind() == ServerSetting.Kind.INTEGER;
    BigDecimal rounded = whole ? value.setScale(0, RoundingMode.HALF_EVEN) : value;
    boolean inside =
        rounded.compareTo(new BigDecimal(setting.least())) >= 0
            && rounded.compareTo(new BigDecimal(setting.greatest())) <= 0;
    return inside ? Optional.empty() : Optional.of(bounds(setting));
  }

  private static boolean takes(ServerSetting setting, String unit) {
    return unit.isEmpty() || units(setting).containsKey(unit);
  }

  private static BigDecimal number(String text) {
    String digits = text.replaceFirst("^[+-]", "");
    if (digits.regionMatches(true, 0, "0x", 0, 2)) {
      return signed(text, new BigInteger(digits.substring(2), 16));
    }
    boolean octal = digits.matches("0[0-7]+");
    return octal ? signed(text, new BigInteger(digits, 8)) : new BigDecimal(text);
  }

  private static BigDecimal signed(String text, BigInteger digits) {
    return new BigDecimal(text.startsWith("-") ? digits.negate() : digits);
  }

  private static BigDecimal inBase(ServerSetting setting, BigDecimal number, String unit) {
    if (unit.isEmpty()) {
      return number;
    }
    String base = setting.unit().replaceFirst("^[0-9]+", "");
    String times = setting.unit().substring(0, setting.unit().length() - base.length());
    BigDecimal size = units(setting).get(base);
    BigDecimal whole = times.isEmpty() ? size : size.multiply(new BigDecimal(times));
    return number.multiply(units(setting).get(unit)).divide(whole, 9, RoundingMode.HALF_EVEN);
  }

  private static Map<String, BigDecimal> units(ServerSetting setting) {
    String base = setting.unit().replaceFirst("^[0-9]+", "");
    if (MEMORY.containsKey(base)) {
      return MEMORY;
    }
    return TIME.containsKey(base) ? TIME : Map.of();
  }

  private static String expected(ServerSetting setting) {
    Map<String, BigDecimal> units = units(setting);
    return units.isEmpty()
        ? "a number from " + setting.least() + " to " + setting.greatest()
        : "a number, with one of " + String.join(", ", units.keySet()) + " or in " + setting.unit();
  }

  private static String bounds(ServerSetting setting) {
    String of = setting.unit().isEmpty() ? "" : " in " + setting.unit();
    return "a number from " + setting.least() + " to " + setting.greatest() + of;
  }
}
