package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes behind a bridge are looked for behind that bridge only. */
final class RoutesTest {
  private static final Routes ROUTES =
      Routes.of(
          List.of(
              "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT",
              "eth0 00000000 0100A8C0 0003 0 0 100 00000000 0 0 0",
              "vpn0 0000000A 00000000 0001 0 0 50 000000FF 0 0 0",
              "pgf-sandbox 000A0A0A 00000000 0001 0 0 0 00FFFFFF 0 0 0"));

  @Test
  void theNarrowestNetworkIsTheWay() throws IOException {
    assertEquals(Optional.of("pgf-sandbox"), ROUTES.device("10.10.10.11"));
    assertEquals(Optional.of("vpn0"), ROUTES.device("10.10.11.11"));
    assertEquals(Optional.of("eth0"), ROUTES.device("192.0.2.7"));
  }

  @Test
  void withoutARouteThereIsNoWay() throws IOException {
    assertEquals(Optional.empty(), new Routes(List.of()).device("10.10.10.11"));
  }

  @Test
  void refusesAnotherWayAndNamesTheSetting() {
    NodeException refused =
        assertThrows(
            NodeException.class, () -> Routes.require("127.0.0.1", "no-such-interface-here"));
    assertTrue(refused.getMessage().contains("'ssh.interface'"), refused.getMessage());
  }
}
