package io.pgfleet.applier.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of the networks {@code 10.10.20.0/24} to {@code 10.10.59.0/24}, the only ones in which tests
 * have nodes.
 *
 * @param third the third number of its addresses, 20 to 59
 */
record Subnet(int third) {

  private static final int FIRST = 20;
  private static final int LAST = 59;
  private static final Path ROUTES = Path.of("/proc/net/route");

  Subnet {
    if (third < FIRST || third > LAST) {
      throw new IllegalArgumentException("no subnet of tests: 10.10." + third + ".0/24");
    }
  }

  static Stream<Subnet> all() {
    return IntStream.rangeClosed(FIRST, LAST).mapToObj(Subnet::new);
  }

  /** The address of a node, such as {@code 10.10.20.11} for 11. */
  String address(int last) {
    return prefix() + last;
  }

  /** What all its addresses begin with, such as {@code 10.10.20.}, the last dot included. */
  String prefix() {
    return "10.10." + third + ".";
  }

  String cidr() {
    return address(0) + "/24";
  }

  String gateway() {
    return address(1);
  }

  /** The name of its bridge on this machine. */
  String bridge() {
    return "pgf-test" + third;
  }

  /** Whether no route of this machine, except the default one, leads to it. */
  boolean isFree() {
    return routes().noneMatch(route -> route.leadsTo(third));
  }

  /** Whether its own bridge, and nothing else, is the way to it. */
  boolean isBehindItsBridge() {
    List<Route> ways = routes().filter(route -> route.leadsTo(third)).toList();
    return ways.size() == 1 && ways.get(0).device().equals(bridge());
  }

  private static Stream<Route> routes() {
    try {
      return Files.readAllLines(ROUTES, StandardCharsets.US_ASCII).stream().skip(1).map(Route::of);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read " + ROUTES + "; tests on real nodes need Linux", e);
    }
  }

  /** A line of the kernel's table; numbers in host order. */
  private record Route(String device, int destination, int mask) {

    static Route of(String line) {
      String[] columns = line.split("\\s+");
      return new Route(columns[0], number(columns[1]), number(columns[7]));
    }

    /** Whether it overlaps {@code 10.10.third.0/24}; the default route does not count. */
    boolean leadsTo(int third) {
      int subnet = (10 << 24) | (10 << 16) | (third << 8);
      int common = mask & 0xffffff00;
      return mask != 0 && (destination & common) == (subnet & common);
    }

    /** The kernel prints addresses as little-endian hexadecimal. */
    private static int number(String hexadecimal) {
      return Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, 16));
    }
  }
}
