package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.inventory.Level;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.schema.Examples;
import io.pgfleet.compiler.schema.Parameter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is set for one cluster reaches its own members, and the nodes that lead to it: the portal's
 * nodes, and what the store of consensus holds for it.
 */
final class LocalityTest {
  private static final Level CLUSTER = Level.group("pg-copy");
  private static final Set<String> MEMBERS = Set.of("10.10.10.14", "10.10.10.15");
  private static final Set<String> PORTAL = Set.of("10.10.10.10", "10.10.10.11");

  @TempDir static Path scratch;
  private static Trial trial;
  private static Trial.Outcome unchanged;

  @BeforeAll
  static void compile() {
    Path inventories = scratch.resolve("inventories");
    Folders.copy(
        SandboxFleet.root().resolve("compiler/src/test/resources/matters/inventories"),
        inventories);
    Workspace workspace = new Workspace(SandboxFleet.root(), inventories, scratch.resolve("out"));
    new Compiler(workspace, "trial", Clock.systemUTC()).publish("matters", new Diagnostics());
    trial = new Trial(scratch, "matters");
    unchanged = trial.contributed(UnaryOperator.identity());
  }

  @Test
  void aParameterOfOneClusterLeavesOtherNodesAlone() {
    Set<String> elsewhere = new TreeSet<>();
    int changes = 0;
    for (Parameter one : trial.vocabulary().parameters().values()) {
      if (one.live() && !one.readers().isEmpty() && ofCluster(one)) {
        Trial.Outcome outcome =
            trial.contributed(Trial.setting(CLUSTER, one.name(), Examples.of(one)));
        Set<String> changed = outcome.steps().isEmpty() ? Set.of() : changed(outcome);
        changes += changed.isEmpty() ? 0 : 1;
        changed.stream()
            .filter(place -> !allowed(place))
            .forEach(place -> elsewhere.add(one.name() + " changes " + place));
      }
    }
    assertEquals(Set.of(), elsewhere);
    assertTrue(changes > 80, changes + " parameters changed something");
  }

  /** A shared list of packages or an account is called by what it is, not by who is first. */
  @Test
  void aClusterOfItsOwnPackagesRenamesNoStepOfOthers() {
    Trial.Outcome outcome =
        trial.contributed(
            Trial.setting(
                CLUSTER,
                "pg_packages",
                Examples.of(trial.vocabulary().parameters().get("pg_packages"))));
    Set<String> kept = new TreeSet<>(ids(outcome));
    Set<String> gone = new TreeSet<>(ids(unchanged));
    gone.removeAll(kept);
    assertEquals(Set.of(), gone);
    assertTrue(kept.size() > ids(unchanged).size(), "the cluster has a step of its own");
  }

  private static Set<String> ids(Trial.Outcome outcome) {
    return outcome.steps().stream()
        .map(one -> one.step().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A new name makes another cluster. */
  private static boolean ofCluster(Parameter one) {
    return Examples.levels(one).matches(".*[CI].*") && !one.name().equals("pg_cluster");
  }

  private static boolean allowed(String place) {
    if (place.startsWith("operation ")) {
      String target = place.substring(place.indexOf(" of ") + " of ".length());
      return MEMBERS.contains(target) || target.startsWith("pg-copy");
    }
    String host = place.replaceFirst("^connection ", "").replaceFirst("[: ].*", "");
    return MEMBERS.contains(host)
        || PORTAL.contains(host)
        || place.startsWith("groups/pg-copy/")
        || place.startsWith("groups/etcd/");
  }

  private static Set<String> changed(Trial.Outcome outcome) {
    Set<String> names = new TreeSet<>(outcome.made().keySet());
    names.addAll(unchanged.made().keySet());
    names.removeIf(
        name ->
            outcome.made().containsKey(name)
                && outcome.made().get(name).equals(unchanged.made().get(name)));
    SortedMap<String, List<Contribution.PhasedStep>> before = NodeSteps.of(unchanged);
    NodeSteps.of(outcome)
        .forEach(
            (host, steps) -> {
              if (!steps.equals(before.get(host))) {
                names.add(host + ": steps");
              }
            });
    return names;
  }
}
