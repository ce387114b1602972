package io.pgfleet.compiler.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.ServerSetting;
import io.pgfleet.compiler.model.ServerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettingsReaderTest {
  private final ServerSettings settings =
      SettingsReader.read(Path.of(System.getProperty("pgfleet.root")).resolve("schema/v4.0"));

  @Test
  void knowsTheMeasuredVersionsAndNoOther() {
    for (int major = 13; major <= 18; major++) {
      assertTrue(settings.measured(major), "version " + major);
    }
    assertFalse(settings.measured(12));
    assertEquals(Optional.empty(), settings.of(12, "work_mem"));
  }

  @Test
  void capitalsInANameMeanNothing() {
    assertEquals("TimeZone", settings.of(15, "timezone").orElseThrow().name());
    assertEquals("work_mem", settings.of(15, "WORK_MEM").orElseThrow().name());
    assertEquals(List.of(13, 14, 15, 16, 17, 18), settings.majorsOf("datestyle"));
  }

  @Test
  void tellsWhatAChangeNeedsAndWhatIsRefused() {
    ServerSetting connections = settings.of(16, "max_connections").orElseThrow();
    assertEquals(ServerSetting.Reach.RESTART, connections.reach());
    assertEquals(Optional.empty(), connections.refusal(500));
    assertTrue(connections.refusal("many").isPresent());
  }
}
