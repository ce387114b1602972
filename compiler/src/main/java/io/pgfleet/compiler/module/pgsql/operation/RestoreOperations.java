package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.parameter.PgPitr;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Operation.About;
import io.pgfleet.compiler.module.Operation.Argument;
import io.pgfleet.compiler.module.Operation.Definition;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.Operation.Safeguard;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.Where;
import io.pgfleet.compiler.module.pgsql.PgScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Going back in time. The leader's place, or another one's, gets the backup and replays the log up
 * to the target; there it can be looked at before it becomes the leader of a new history, of which
 * all others are made copies.
 */
final class RestoreOperations {
  private static final Argument TIME =
      Argument.time("time", "go back to this time, such as '2030-01-31 14:05:00+00'");
  private static final Argument XID = Argument.text("xid", "go back to this transaction");
  private static final Argument LSN = Argument.text("lsn", "go back to this place in the log");
  private static final Argument NAME = Argument.text("name", "go back to this restore point");
  private static final Argument IMMEDIATE =
      Argument.flag("immediate", "go back to the end of the backup");
  private static final Argument LATEST =
      Argument.flag("latest", "replay all that was archived, after a disaster");
  private static final Argument EXCLUSIVE =
      Argument.flag("exclusive", "stop right before the target instead of right after it");
  private static final Argument SET =
      Argument.text("set", "start from this backup, such as 20300131-010000F");
  private static final Argument FROM =
      Argument.text("from", "data of this other cluster, where its repository can be reached");
  private static final Argument ON =
      Argument.text("on", "restore on this member; empty for the leader");
  private static final Argument REHEARSAL =
      Argument.flag(
          "rehearsal", "archive nothing afterwards, so that the repository stays as it is");
  private static final Argument INSPECT =
      Argument.flag(
          "inspect", "stop at the target, where the data can be read; then restore-finish");
  private static final Argument NO_BACKUP =
      Argument.flag("no-backup", "make no full backup at the end, only say that one is missing");
  private static final Definition RESTORE =
      Definition.of(
              "restore",
              ClusterSteps.MODULE,
              "brings a cluster back to an earlier state from its backups and its archive; what came"
                  + " after is lost, and nobody can connect meanwhile",
              About.CLUSTER)
          .confirmed(true)
          .arguments(
              TIME, XID, LSN, NAME, IMMEDIATE, LATEST, EXCLUSIVE, SET, FROM, ON, REHEARSAL, INSPECT,
              NO_BACKUP);
  private static final Definition FINISH =
      Definition.of(
              "restore-finish",
              ClusterSteps.MODULE,
              "ends a restore that was stopped for inspection: the restored server leads, all"
                  + " others follow",
              About.CLUSTER)
          .confirmed(true)
          .arguments(NO_BACKUP);
  private static final Definition PLANNED =
      Definition.of(
              "restore-planned",
              ClusterSteps.MODULE,
              "brings a cluster back as its pg_pitr says; what came after is lost, and nobody can"
                  + " connect meanwhile",
              About.CLUSTER)
          .confirmed(true)
          .arguments(ON, NO_BACKUP);
  private static final int STOP_SECONDS = 900;
  private static final int LEAD_SECONDS = 600;

  private final PgCluster cluster;
  private final ClusterSteps steps;
  private final Where place;

  RestoreOperations(PgCluster cluster) {
    this.cluster = cluster;
    this.steps = new ClusterSteps(cluster);
    this.place = steps.probed(phase("is-place"));
  }

  void contribute(Draft draft) {
    boolean safe = cluster.parameters().remove().pgSafeguard();
    Safeguard safeguard = new Safeguard("pg_safeguard", safe);
    List<Part> restore = new ArrayList<>(recovery(wanted()));
    end().forEach(part -> restore.add(part.onlyWhen(INSPECT.name(), "no")));
    draft.add(Operation.of(RESTORE, cluster.name(), restore).guardedBy(safeguard));
    draft.add(Operation.of(FINISH, cluster.name(), end()).guardedBy(safeguard));
    PgPitr plan = cluster.parameters().pitr();
    if (plan.pgPitr().isPresent()) {
      List<Part> planned = new ArrayList<>(recovery(planned(plan)));
      if (plan.text("action").equals("promote")) {
        planned.addAll(end());
      }
      draft.add(Operation.of(PLANNED, cluster.name(), planned).guardedBy(safeguard));
    }
  }

  private List<Part> recovery(List<String> wanted) {
    Step begin =
        ClusterSteps.run(
            "begin",
            "check what is wanted",
            steps.probed(phase("choose", ON.placeholder())),
            wanted,
            300);
    Step stop =
        ClusterSteps.run(
            "stop",
            "stop the server",
            steps.oneByOne(phase("is-place")),
            phase("stop"),
            STOP_SECONDS);
    return List.of(
        Part.of(begin),
        here("hold", "keep Patroni from acting", 60),
        Part.of(stop),
        Part.of(
            ClusterSteps.run(
                    "restore",
                    "put the backup in place",
                    place,
                    phase("restore"),
                    ClusterSteps.COPY_SECONDS)
                .undo(Undo.irreversible())),
        here("recover", "replay the log up to the target", ClusterSteps.COPY_SECONDS));
  }

  private static List<String> wanted() {
    List<String> argv = new ArrayList<>(phase("begin"));
    for (Argument argument :
        List.of(TIME, XID, LSN, NAME, IMMEDIATE, LATEST, EXCLUSIVE, SET, FROM, REHEARSAL)) {
      Collections.addAll(argv, "--" + argument.name(), argument.placeholder());
    }
    return argv;
  }

  /** Without promotion it stops at the target, where the data can be read. */
  private static List<String> planned(PgPitr plan) {
    String type = plan.type();
    List<String> argv = new ArrayList<>(phase("begin"));
    switch (type) {
      case "default" -> Collections.addAll(argv, "--latest", "yes");
      case "immediate" -> Collections.addAll(argv, "--immediate", "yes");
      default -> Collections.addAll(argv, "--" + type, plan.text(type));
    }
    Collections.addAll(argv, "--exclusive", word(plan.flag("exclusive", false)));
    Collections.addAll(argv, "--set", plan.text("set"));
    Collections.addAll(argv, "--from", plan.text("cluster"));
    Collections.addAll(argv, "--rehearsal", word(!plan.flag("archive", true)));
    return argv;
  }

  private static String word(boolean yes) {
    return yes ? "yes" : "no";
  }

  private List<Part> end() {
    Step writes =
        ClusterSteps.gate("writes", "prove that it takes writes", place, phase("writes"), 90);
    Step ready =
        ClusterSteps.gate(
            "ready", "wait for replication", steps.members(), PgScript.IS_READY.run(), 300);
    List<String> backup = phase("backup", NO_BACKUP.placeholder());
    return List.of(
        here("promote", "end the recovery", LEAD_SECONDS + LEAD_SECONDS),
        here("lead", "let it lead", LEAD_SECONDS),
        Part.of(writes),
        here("release", "let Patroni act", 60),
        Part.of(
            ClusterSteps.run(
                "follow",
                "make copies of the leader",
                steps.oneByOne(phase("is-place")),
                phase("follow"),
                ClusterSteps.COPY_SECONDS)),
        Part.of(ready),
        Part.of(
            ClusterSteps.run(
                "backup", "see to a full backup", place, backup, ClusterSteps.COPY_SECONDS)),
        Part.of(
            ClusterSteps.run("end", "forget what was wanted", steps.members(), phase("end"), 60)));
  }

  private Part here(String phase, String title, int seconds) {
    return Part.of(ClusterSteps.run(phase, title, place, phase(phase), seconds));
  }

  private static List<String> phase(String... words) {
    return OperationScript.RESTORE.run(words);
  }
}
