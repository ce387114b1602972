package io.pgfleet.compiler.derive;

/**
 * An IPv4 network.
 *
 * @param address its first address as a number
 * @param length leading bits that all its members share, 0 to 32
 */
record Network(long address, int length) {
  private static final int BITS = 32;

  Network {
    address = address & mask(length);
  }

  /** Reads {@code 10.10.10.2/24}; without a length it is that address alone. */
  static Network of(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Network(number(text), BITS)
        : new Network(
            number(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  boolean contains(String host) {
    return (number(host) & mask(length)) == address;
  }

  private static long mask(int length) {
    return -1L << (BITS - length);
  }

  private static long number(String host) {
    long number = 0;
    for (String part : host.split("\\.")) {
      number = number << Byte.SIZE | Integer.parseInt(part);
    }
    return number;
  }
}
