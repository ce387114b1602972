package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.SampleFleet;
import io.pgfleet.compiler.module.Sound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeModuleTest {

  @Test
  void everyFileIsAcceptedInItsFormatAndPlacedByAStepOfItsNode() {
    Node plain = Parameters.defaults().node("10.10.10.10", "n-1");
    Node full =
        Parameters.defaults()
            .exchangingNames()
            .admin(Parameters.admin("ops.team", "limit", List.of("ssh-ed25519 AAAA key")))
            .vip(Parameters.vip(true, "master", true, SampleFleet.SECRET))
            .node("10.10.10.11", "n-2");
    Fleet fleet = SampleFleet.of(List.of(plain, full), Map.of());
    NodeModule module = new NodeModule();
    Sound.check(module, module.contribute(fleet));
  }

  @Test
  void nodesWithEqualPackagesShareAStep() {
    Node first = Parameters.defaults().packages("vim", "x, htop").node("10.10.10.10", "n-1");
    Node second = Parameters.defaults().node("10.10.10.11", "n-2");
    Node third = Parameters.defaults().node("10.10.10.12", "n-3");
    List<Action.Packages> lists =
        new NodeModule()
            .contribute(SampleFleet.of(List.of(first, second, third), Map.of())).steps().stream()
                .filter(one -> one.phase() == Phase.PACKAGES)
                .map(one -> (Action.Packages) one.step().action())
                .toList();
    assertEquals(2, lists.size());
    List<String> asked = List.of("chrony", "htop", "vim", "y");
    assertEquals(
        1,
        lists.stream().filter(one -> one.packages().containsAll(asked)).count(),
        lists::toString);
  }

  @Test
  void onlyHoldersOfAFloatingAddressRunItsDaemon() {
    Node without = Parameters.defaults().node("10.10.10.10", "n-1");
    Node with =
        Parameters.defaults()
            .vip(Parameters.vip(true, "backup", false, SampleFleet.EMPTY))
            .node("10.10.10.11", "n-2");
    Contribution contribution =
        new NodeModule().contribute(SampleFleet.of(List.of(without, with), Map.of()));
    List<List<String>> hosts =
        contribution.steps().stream()
            .map(Contribution.PhasedStep::step)
            .filter(step -> step.id().startsWith("node.vip"))
            .map(step -> step.where().nodes())
            .distinct()
            .toList();
    assertEquals(List.of(List.of("10.10.10.11")), hosts);
  }
}
