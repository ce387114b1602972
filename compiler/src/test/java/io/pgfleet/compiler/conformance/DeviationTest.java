package io.pgfleet.compiler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pgfleet.compiler.SandboxFleet;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in {@code deviations.yml}, with or without the data of the reference. */
final class DeviationTest {
  private static List<Deviation> listed() throws IOException {
    return Deviation.read(SandboxFleet.root().resolve("schema/v4.0/deviations.yml"));
  }

  @Test
  void everyOneOfServersAndNodesNamesADefectOrADocument() throws IOException {
    List<Deviation> owned =
        listed().stream()
            .filter(one -> one.type().matches("(pgsql|etcd|haproxy|node|misc|systemd)\\..*"))
            .toList();
    assertFalse(owned.isEmpty());
    assertEquals(List.of(), owned.stream().filter(one -> !one.founded()).toList());
  }

  @Test
  void noneIsAboutEverything() throws IOException {
    assertEquals(List.of(), listed().stream().filter(one -> one.key().equals("*")).toList());
  }
}
