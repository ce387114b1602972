package io.pgfleet.compiler.module.pgsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution.PhasedStep;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.RenderedFleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that ask for a step or an operation of their own. */
final class ChosenModesTest {
  @TempDir Path directory;

  private static Optional<PhasedStep> pause(RenderedFleet fleet) {
    return fleet.contribution().steps().stream()
        .filter(one -> one.step().id().equals("pgsql.pause@pg-test"))
        .findFirst();
  }

  private Optional<Operation> planned(String parameters) {
    return ClusterFixture.rendered(directory, parameters).contribution().operations().stream()
        .filter(one -> one.definition().name().equals("restore-planned"))
        .findFirst();
  }

  private static List<String> ids(Operation operation) {
    return operation.parts().stream().map(one -> one.step().id()).toList();
  }

  private static List<String> begin(Operation operation) {
    return operation.parts().stream()
        .map(Operation.Part::step)
        .filter(one -> one.id().equals("begin"))
        .map(one -> ((Action.Run) one.action()).argv())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPausedClusterIsPausedWhenEverythingElseIsDone() {
    PhasedStep pause =
        pause(ClusterFixture.rendered(directory, "patroni_mode: pause")).orElseThrow();
    assertEquals(Phase.ACCESS, pause.phase());
    assertEquals(
        "is-on", pause.step().when().guard().orElseThrow().argv().get(1), "paused already");
    assertEquals(List.of("off"), pause.step().undo().argv().subList(1, 2));
  }

  @Test
  void anyOtherClusterIsLeftAsItIs() {
    assertTrue(pause(ClusterFixture.rendered(directory, "patroni_mode: default")).isEmpty());
    assertTrue(pause(ClusterFixture.rendered(directory, "patroni_mode: remove")).isEmpty());
  }

  @Test
  void aPlannedRestoreHasItsTargetInIt() {
    Operation restore =
        planned("pg_pitr: { time: '2030-01-01 12:00:00+00', exclusive: true, archive: false }")
            .orElseThrow();
    assertEquals(
        List.of(
            "begin",
            "--time",
            "2030-01-01 12:00:00+00",
            "--exclusive",
            "yes",
            "--set",
            "",
            "--from",
            "",
            "--rehearsal",
            "yes"),
        begin(restore).subList(1, begin(restore).size()));
    assertTrue(restore.definition().confirmed());
    assertEquals("pg_safeguard", restore.safeguard().orElseThrow().parameter());
  }

  @Test
  void aPlannedRestoreStopsAtItsTargetUnlessItPromotes() {
    assertFalse(ids(planned("pg_pitr: { xid: 77 }").orElseThrow()).contains("promote"));
    Operation promoting = planned("pg_pitr: { xid: 77, action: promote }").orElseThrow();
    assertTrue(ids(promoting).contains("promote"));
    assertEquals(List.of("--xid", "77"), begin(promoting).subList(2, 4));
  }

  @Test
  void aPlanWithoutATargetReplaysEverything() {
    assertEquals(
        List.of("--latest", "yes"),
        begin(planned("pg_pitr: { set: 20300101-010000F }").orElseThrow()).subList(2, 4));
    assertTrue(planned("pg_rto: norm").isEmpty());
  }
}
