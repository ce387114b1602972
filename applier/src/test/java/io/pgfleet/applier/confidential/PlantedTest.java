package io.pgfleet.applier.confidential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** What is planted on real nodes keeps up with what the schema says of secrets. */
final class PlantedTest {
  private final Object inventory =
      new Load(LoadSettings.builder().setSchema(new FailsafeSchema()).build())
          .loadFromString(Planted.inventory("10.10.20."));

  @Test
  void everyPlaceThatTakesASecretHoldsOne() throws IOException {
    SortedSet<String> lacking = new TreeSet<>();
    SortedSet<String> places = SecretParameters.places();
    for (String place : places) {
      List<String> values = SecretParameters.values(inventory, place);
      if (values.isEmpty() || !values.stream().allMatch(PlantedTest::isPlanted)) {
        lacking.add(place + " " + values);
      }
    }
    assertEquals(new TreeSet<>(), lacking, "plant one in poison/inventory.yml");
    assertTrue(places.size() >= 35, () -> "only " + places);
  }

  @Test
  void aPlaceWhereNothingIsPlantedIsNoticed() {
    assertEquals(List.of(), SecretParameters.values(inventory, "pg_new_password"));
    assertEquals(List.of(), SecretParameters.values(inventory, "pg_users.token"));
    assertFalse(isPlanted("DBUser.DBA"));
  }

  @Test
  void fieldsOfOneParameterAreNotTakenForThoseOfAnother() throws IOException {
    SortedSet<String> places = SecretParameters.places();
    assertTrue(
        places.containsAll(
            List.of(
                "pg_monitor_password",
                "pg_exporters.pg_monitor_password",
                "pg_exporters.pg_exporter_url",
                "pg_users.password",
                "redis_sentinel_monitor.password",
                "nginx_users.*",
                "pgbackrest_repo.cipher_pass")),
        places::toString);
    assertEquals(
        List.of("Poison-10-watched"),
        SecretParameters.values(inventory, "pg_exporters.pg_monitor_password"));
  }

  private static boolean isPlanted(String value) {
    return value.contains(Planted.MARK) || value.equals(Planted.NUMBER);
  }
}
