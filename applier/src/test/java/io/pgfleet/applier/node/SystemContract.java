package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Units, accounts and packages. */
abstract class SystemContract extends NodeTrial {
  SystemContract(TrialMachine machine) {
    super(machine);
  }

  private static final String UNIT =
      "[Service]\nExecStart=/bin/sleep infinity\nExecReload=/bin/true\n"
          + "[Install]\nWantedBy=multi-user.target\n";

  private static final String BROKEN_UNIT = "[Service]\nType=notify\nExecStart=/bin/false\n";

  @Test
  void startsRestartsReloadsAndStopsAUnit() {
    String unit = "contract.service";
    node.lock(HOLDER);
    put(UNIT, file("/etc/systemd/system/" + unit, "root", "0644"));

    assertEquals(0, unit(unit, "start", true).exit());
    Observation.UnitState started = state(unit);
    assertTrue(started.isActive());
    assertEquals("enabled", started.enabled());
    assertFalse(started.needsDaemonReload());

    assertEquals(0, unit(unit, "reload", true).exit());
    assertEquals(started.invocation(), state(unit).invocation());

    assertEquals(0, unit(unit, "restart", true).exit());
    assertTrue(state(unit).isActive());
    assertNotEquals(started.invocation(), state(unit).invocation());

    assertEquals(0, unit(unit, "none", false).exit());
    assertTrue(state(unit).isActive());
    assertEquals("disabled", state(unit).enabled());

    assertEquals(0, unit(unit, "stop", false).exit());
    assertFalse(state(unit).isActive());
  }

  @Test
  void saysWhyAUnitDoesNotStart() {
    String unit = "contract-broken.service";
    node.lock(HOLDER);
    put(BROKEN_UNIT, file("/etc/systemd/system/" + unit, "root", "0644"));

    Outcome outcome = unit(unit, "start", false);

    assertNotEquals(0, outcome.exit());
    assertTrue(outcome.lastLine().contains(unit), outcome.lastLine());
    assertFalse(state(unit).isActive());
    assertNotEquals(0, unit("contract-none.service", "start", false).exit());
    assertEquals("", state("contract-none.service").enabled());
  }

  @Test
  void makesAndCompletesAnAccount() {
    node.lock(HOLDER);
    Account first =
        new Account("contract", Optional.empty(), "contract", List.of(), "/srv", "/bin/sh");
    Account second =
        new Account(
            "contract", Optional.empty(), "contract", List.of("adm"), "/srv/x", "/bin/bash");

    assertEquals(0, node.account(first, LIMIT).exit());
    assertTrue(account("contract").covers(first));
    assertFalse(account("contract").covers(second));
    assertEquals(0, node.account(second, LIMIT).exit());
    assertTrue(account("contract").covers(second));
    assertEquals(0, node.account(second, LIMIT).exit());
  }

  @Test
  void installsOnlyWhatIsMissingAndSaysWhatCannotBeFound() {
    node.lock(HOLDER);
    Observation seen =
        node.observe(new Question(List.of(), List.of(), List.of("sudo", "no-such"), List.of()));
    assertEquals(List.of("sudo"), List.copyOf(seen.packages().keySet()));

    assertEquals(0, node.install(List.of("sudo"), LIMIT).exit());
    Outcome outcome = node.install(List.of("sudo", "no-such-package"), Duration.ofMinutes(2));
    assertNotEquals(0, outcome.exit());
    assertTrue(outcome.stderr().contains("no-such-package"), outcome.stderr());
  }

  private Outcome unit(String unit, String verb, boolean enabled) {
    return node.unit(new UnitAction(unit, verb, enabled, true, List.of()), LIMIT);
  }

  private Observation.UnitState state(String unit) {
    Question question = new Question(List.of(), List.of(unit), List.of(), List.of());
    return node.observe(question).units().get(unit);
  }

  private Account account(String name) {
    Question question = new Question(List.of(), List.of(), List.of(), List.of(name, "no-such"));
    Observation seen = node.observe(question);
    assertEquals(1, seen.accounts().size());
    return seen.accounts().get(name);
  }
}
