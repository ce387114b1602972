package io.pgfleet.applier.cli;

import static io.pgfleet.applier.cli.Mutation.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cli.MachineFaults.Case;
import java.util.List;
import java.util.stream.Stream;

/** The cases about what people do to a machine by hand, and how it is told. */
final class MachineFaultsPeople {
  private MachineFaultsPeople() {}

  static List<Case> all() {
    return Stream.of(people(), reports()).flatMap(List::stream).toList();
  }

  private static List<Case> people() {
    return List.of(
        new Case(
            "an edited file is put back, and its service sees it",
            in("plan/Repairs.java", "if (repaired.isEmpty()) {", "if (repaired.size() < 100) {"),
            scene -> {
              scene.applied("old");
              String before = scene.process();
              scene.root("echo edited >/etc/case/conf");
              scene.ends(0, "done", "old");
              assertNotEquals(before, scene.process());
              scene.converges();
            }),
        new Case(
            "a deleted file is put back",
            in(
                "plan/EntryPlanner.java",
                "return Optional.of(held == null ? Reason.NEW : missing(entry, held));",
                "return held == null ? Optional.of(Reason.NEW) : Optional.empty();"),
            scene -> {
              scene.applied("old");
              scene.root("rm /etc/case/conf");
              scene.ends(0, "done", "old");
              scene.converges();
            }),
        new Case(
            "owner and mode are put back",
            in(
                "plan/EntryPlanner.java",
                "return sameAttributes(entry, seen) ? Optional.empty() : Optional.of(Reason.ATTRIBUTES);",
                "return Optional.empty();"),
            scene -> {
              scene.applied("old");
              String before = scene.root("stat -c '%U %a' /etc/case/conf");
              scene.root("chown daemon /etc/case/conf; chmod 666 /etc/case/conf");
              scene.ends(0, "", "old");
              assertEquals(before, scene.root("stat -c '%U %a' /etc/case/conf"));
              scene.converges();
            }),
        new Case(
            "an edited file that left the tree stays",
            in(
                "plan/EntryPlanner.java",
                "isAsRecorded(held, seen(name)) ? Reason.REMOVED : Reason.KEPT",
                "Reason.REMOVED"),
            scene -> {
              scene.applied("old");
              scene.root("echo edited >/etc/case/conf");
              scene.emptyTree().ends(0, "", "edited");
              scene.root("rm /etc/case/conf");
              scene.converges();
            }),
        new Case(
            "a service that somebody stopped runs again",
            in(
                "plan/UnitDueness.java",
                "if (!unit.isActive()) {",
                "if (unit.active().isEmpty()) {"),
            scene -> {
              scene.applied("old");
              scene.root("systemctl stop case.service");
              scene.ends(0, "done", "old");
              scene.runs();
              scene.converges();
            }),
        new Case(
            "a service that somebody disabled starts at boot again",
            in("plan/UnitDueness.java", "reasons.add(\"is not enabled\");", ""),
            scene -> {
              scene.applied("old");
              scene.root("systemctl disable case.service");
              scene.ends(0, "done", "old");
              assertEquals("enabled", scene.root("systemctl is-enabled case.service"));
              scene.converges();
            }));
  }

  private static List<Case> reports() {
    return List.of(
        new Case(
            "an edited file is told with the time it was edited",
            in(
                "plan/Drift.java",
                "findings.add(Finding.of(state.host(), Sort.FILE_EDITED, name, \"edited\"));",
                "return;"),
            scene -> {
              scene.applied("old");
              scene.root("echo edited >/etc/case/conf; touch -d @1700000000 /etc/case/conf");
              assertEquals(2, scene.terminal().sub("drift"), scene.terminal()::said);
              assertTrue(
                  scene.terminal().out().contains("file-edited  /etc/case/conf  edited, 20"));
              scene.holds("edited");
              scene.converges();
            }),
        new Case(
            "a foreign file in a folder of ours is told",
            in("plan/Drift.java", "if (!known) {", "if (path.isEmpty()) {"),
            scene -> {
              scene.applied("old");
              scene.root("echo x >/etc/case/alien");
              assertEquals(2, scene.terminal().sub("drift"), scene.terminal()::said);
              assertTrue(scene.terminal().out().contains("foreign-file  /etc/case/alien"));
              scene.converges();
            }),
        new Case(
            "what somebody told a service by hand is told",
            in("Applier.java", "findings.addAll(inspection.watched(drift.watches(host)));", ""),
            scene -> {
              scene.step(
                  "{\"id\":\"w\",\"kind\":\"watch\",\"argv\":[\"printf\",\"limit\\\\tset by hand\\\\t1700000000\\\\tsomebody\\\\n\"]}");
              scene.applied("old");
              assertEquals(2, scene.terminal().sub("drift"), scene.terminal()::said);
              assertTrue(
                  scene.terminal().out().contains("setting  limit  set by hand, 2023-11-14"));
              assertTrue(scene.terminal().out().contains("by somebody"), scene.terminal()::said);
              scene.converges();
            }),
        new Case(
            "history comes from the journals on the machine",
            in("node/read.sh", "[ -d \"$home/journal\" ] || return 0", "return 0"),
            scene -> {
              scene.applied("old");
              assertEquals(0, scene.terminal().sub("history"), scene.terminal()::said);
              assertTrue(
                  scene.terminal().out().contains("  done  commit "), scene.terminal()::said);
              assertTrue(scene.terminal().out().contains(scene.host() + " unit "));
              scene.converges();
            }));
  }
}
