package io.pgfleet.applier.node;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The ways that this machine's kernel takes to IPv4 addresses, as {@code /proc/net/route} lists
 * them.
 *
 * <p>Nodes that live behind a bridge of this machine are looked for there and nowhere else: while
 * the bridge is away, their addresses may belong to somebody.
 */
record Routes(List<Route> routes) {
  private static final Path TABLE = Path.of("/proc/net/route");

  Routes {
    routes = List.copyOf(routes);
  }

  /** A row: the network that it leads to, in host order, and the interface. */
  record Route(String device, int destination, int mask, int metric) {
    private static Route of(String line) {
      String[] columns = line.strip().split("\\s+");
      return new Route(
          columns[0], number(columns[1]), number(columns[7]), Integer.parseInt(columns[6]));
    }

    /** The kernel prints addresses in the machine's byte order, the lowest byte first. */
    private static int number(String hexadecimal) {
      return Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, 16));
    }

    private boolean leadsTo(int address) {
      return (address & mask) == destination;
    }
  }

  /** Reads a table; its first line names the columns. */
  static Routes of(List<String> lines) {
    return new Routes(
        lines.stream().skip(1).filter(line -> !line.isBlank()).map(Route::of).toList());
  }

  /**
   * Refuses to go on unless the way to the address is that interface.
   *
   * @throws NodeException when it is another one, or none
   */
  static void require(String address, String device) {
    try {
      Optional<String> way =
          of(Files.readAllLines(TABLE, StandardCharsets.US_ASCII)).device(address);
      if (way.isEmpty() || !way.get().equals(device)) {
        throw new NodeException(
            "tried to connect to "
                + address
                + " but failed because the way there is "
                + way.map(other -> "'" + other + "'").orElse("unknown")
                + " and not '"
                + device
                + "', the only one that 'ssh.interface' in env.yml allows; bring its network up");
      }
    } catch (IOException e) {
      throw new NodeException(
          "tried to find the way to " + address + " but failed because of " + e.getMessage(), e);
    }
  }

  /** The interface of the narrowest network that holds the address. */
  Optional<String> device(String address) throws IOException {
    int wanted = ByteBuffer.wrap(InetAddress.getByName(address).getAddress()).getInt();
    return routes.stream()
        .filter(route -> route.leadsTo(wanted))
        .min(
            Comparator.comparingInt((Route route) -> -Integer.bitCount(route.mask()))
                .thenComparingInt(Route::metric))
        .map(Route::device);
  }
}
