package io.pgfleet.compiler.inventory;

import java.util.Comparator;

/** The order of IPv4 addresses: 10.10.10.9 before 10.10.10.10. */
final class Addresses {
  static final Comparator<String> NUMERICALLY =
      Comparator.comparingLong(Addresses::number).thenComparing(Comparator.naturalOrder());

  private Addresses() {}

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.")) {
      number = number * 256 + Long.parseLong(part);
    }
    return number;
  }
}
