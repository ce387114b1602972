package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.compiler.catalog.SettingsReader;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.PgRole;
import io.pgfleet.compiler.model.ServerSetting;
import io.pgfleet.compiler.model.ServerSettings;
import io.pgfleet.compiler.module.SampleClusters;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the profiles set is what servers of each major version said that they know. */
final class OwnSettingsTest {
  private static final ServerSettings KNOWN =
      SettingsReader.read(Path.of(System.getProperty("pgfleet.root")).resolve("schema/v4.0"));

  static Stream<Arguments> profiles() {
    return IntStream.rangeClosed(13, 18)
        .boxed()
        .flatMap(
            major ->
                Stream.of("oltp.yml", "olap.yml", "crit.yml", "tiny.yml")
                    .map(profile -> Arguments.of(major, profile)));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everySettingIsKnownToItsVersionAndSoIsItsValue(int major, String profile) {
    SortedMap<String, Object> settings = settings(major, profile);
    assertTrue(settings.size() > 70, settings.size() + " settings");
    Set<String> refused = new TreeSet<>();
    settings.forEach(
        (name, value) -> {
          if (!name.contains(".")) {
            ServerSetting setting = KNOWN.of(major, name).orElse(null);
            if (setting == null) {
              refused.add(name);
            } else {
              setting.refusal(value).ifPresent(one -> refused.add(name + " " + value + ": " + one));
            }
          }
        });
    assertEquals(Set.of(), refused);
  }

  @Test
  void versionsKnowMoreAndMore() {
    List<Integer> counts =
        IntStream.rangeClosed(13, 18).mapToObj(major -> KNOWN.names(major).size()).toList();
    assertEquals(counts.stream().sorted().toList(), counts);
    assertTrue(counts.get(0) > 320, counts.toString());
    assertEquals(List.of(18), KNOWN.majorsOf("io_workers"));
    assertEquals(List.of(13), KNOWN.majorsOf("operator_precedence_warning"));
  }

  @Test
  void aChangeReachesAsFarAsTheServerSays() {
    assertEquals(ServerSetting.Reach.RESTART, reach("max_connections"));
    assertEquals(ServerSetting.Reach.RELOAD, reach("archive_timeout"));
    assertEquals(ServerSetting.Reach.SESSION, reach("log_connections"));
    assertEquals(ServerSetting.Reach.ROLE, reach("work_mem"));
    assertEquals(ServerSetting.Reach.NEVER, reach("block_size"));
  }

  private static ServerSetting.Reach reach(String name) {
    return KNOWN.of(17, name).orElseThrow().reach();
  }

  private static SortedMap<String, Object> settings(int major, String profile) {
    PgInstance.Parameters parameters =
        SampleClusters.parameters(
            tree -> {
              ((ObjectNode) tree.get("install")).put("pg_version", major);
              ((ObjectNode) tree.get("bootstrap")).put("pg_conf", profile);
            });
    return ServerParameters.of(
        SampleClusters.instance(
            SampleClusters.node("10.10.10.11", 4, 16, 100), 1, PgRole.PRIMARY, parameters));
  }
}
