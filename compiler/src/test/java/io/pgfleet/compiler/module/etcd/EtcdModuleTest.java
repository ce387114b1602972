package io.pgfleet.compiler.module.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.parameter.EtcdRemove;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.RenderedFleet;
import io.pgfleet.compiler.module.SampleClusters;
import io.pgfleet.compiler.module.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class EtcdModuleTest {
  private final RenderedFleet rendered =
      RenderedFleet.of(new EtcdModule(), SampleClusters.threeMembers());

  private Step step(String id) {
    return rendered.contribution().steps().stream()
        .map(PhasedStep::step)
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMemberKnowsItselfByItsOwnAddress() {
    Map<?, ?> conf =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(rendered.text("10.10.10.12:/etc/etcd/etcd.conf"));
    assertEquals("etcd-2", conf.get("name"));
    assertEquals("https://10.10.10.12:2379,https://127.0.0.1:2379", conf.get("listen-client-urls"));
  }

  @Test
  void theListOfMembersIsInNoFileThatRestartsTheDaemon() {
    Action.Unit unit = (Action.Unit) step("etcd.unit").action();
    assertTrue(unit.restartOn().contains("/etc/etcd/etcd.conf"));
    assertFalse(unit.restartOn().contains("/etc/etcd/member.env"));
    String conf = rendered.text("10.10.10.12:/etc/etcd/etcd.conf");
    assertFalse(conf.contains("10.10.10.11"), conf);
    assertTrue(
        rendered
            .text("10.10.10.12:/etc/etcd/member.env")
            .contains("\nOTHERS='https://10.10.10.11:2379 https://10.10.10.13:2379'\n"));
  }

  @Test
  void stoppedMembersStartTogetherAndRunningOnesRestartOneByOne() {
    Step.Where where = step("etcd.unit").where();
    assertEquals("all", where.strategy().kind());
    assertEquals("etcd", where.disruption().orElseThrow());
  }

  @Test
  void aClusterMayUseKeysBelowItsOwnNameOnly() {
    Action.Run grant = (Action.Run) step("etcd.grant@pg-test").action();
    assertEquals(
        List.of("/usr/local/lib/pgfleet/etcd-grant", "pg-test", "/pg/pg-test/"), grant.argv());
    assertEquals("groups/pg-test/etcd.pass", grant.stdin().orElseThrow());
  }

  @Test
  void passwordsComeOnStandardInputOrFromAFileOfRoot() {
    assertEquals(
        "{secret:pg-test/pg_etcd_password@aaaaaaa6}\n", rendered.text("groups/pg-test/etcd.pass"));
    assertEquals(
        "{secret:etcd_root_password@bbbbbbb1}\n", rendered.text("10.10.10.11:/etc/etcd/etcd.pass"));
  }

  private static List<String> partsOfRemoval(boolean packages) {
    Fleet sample = SampleClusters.threeMembers();
    List<EtcdCluster.Member> members =
        sample.etcd().orElseThrow().members().stream()
            .map(
                one ->
                    new EtcdCluster.Member(
                        one.node(), one.parameters(), new EtcdRemove(false, true, packages)))
            .toList();
    Draft draft = new Draft();
    new EtcdOperations(new EtcdCluster("etcd", members), one -> List.of("etcd-server"))
        .contribute(draft);
    return draft.contribution().operations().stream()
        .filter(one -> one.definition().name().equals("etcd-remove-member"))
        .findFirst()
        .orElseThrow()
        .parts()
        .stream()
        .map(one -> ((Action.Run) one.step().action()).argv())
        .map(argv -> String.join(" ", argv.subList(1, argv.size())))
        .toList();
  }

  @Test
  void aRemovedMemberLosesItsPackagesOnlyWhereThatIsWanted() {
    assertEquals(List.of("member etcd-1", "off", "empty"), partsOfRemoval(false));
    assertEquals(
        List.of("member etcd-1", "off", "empty", "packages etcd-server"), partsOfRemoval(true));
  }
}
