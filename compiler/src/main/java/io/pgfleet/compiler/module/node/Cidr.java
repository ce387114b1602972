package io.pgfleet.compiler.module.node;

/**
 * A network of the fourth version of the internet's protocol.
 *
 * @param bits how many leading bits its addresses have in common
 */
record Cidr(long network, int bits) {

  /** Reads a network such as {@code 10.0.0.0/8}; the schema has checked its form. */
  static Cidr of(String text) {
    int slash = text.indexOf('/');
    return new Cidr(number(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  boolean contains(String address) {
    int others = 32 - bits;
    return number(address) >> others == network >> others;
  }

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.")) {
      number = number * 256 + Integer.parseInt(part);
    }
    return number;
  }
}
