package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Strategy;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.When;
import io.pgfleet.compiler.module.Step.Where;
import io.pgfleet.compiler.module.pgsql.operation.ClusterOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that a kernel or an extension wants to find in the server's directory.
 *
 * <p>That directory is the server's, and it must be empty when the server makes it; so the files
 * lie outside, and each member copies them in once it runs. A file that is no longer named stays
 * there.
 */
final class BesideData {
  static final ArtifactType FILE =
      new ArtifactType("pgsql.file", "", Void.class, Format.TEXT, "none");

  /** Arguments: where they lie, the server's directory, its account, the names. */
  private static final String COPY =
      "from=$1; to=$2; user=$3; shift 3; for name; do cmp -s -- \"$from/$name\" \"$to/$name\""
          + " || { install -m 0600 -o \"$user\" -g postgres -- \"$from/$name\" \"$to/.$name.new\""
          + " && mv -f -- \"$to/.$name.new\" \"$to/$name\"; } || exit 1; done";

  private static final String SAME =
      "from=$1; to=$2; shift 3; for name; do"
          + " cmp -s -- \"$from/$name\" \"$to/$name\" || exit 1; done";

  private static final int RESTART_SECONDS = 420;

  private BesideData() {}

  static void contribute(PgCluster cluster, Draft draft) {
    List<String> paths =
        cluster.parameters().bootstrap().pgFiles().stream()
            .filter(cluster.files()::containsKey)
            .toList();
    if (paths.isEmpty()) {
      return;
    }
    cluster.instances().forEach(one -> place(cluster, one, paths, draft));
    List<String> names = paths.stream().map(BesideData::name).toList();
    String copy = "pgsql.files@" + cluster.name();
    draft.add(Phase.PGSQL_REPLICA, copy(copy, cluster, names));
    Where oneByOne =
        Where.each(Members.hosts(cluster))
            .strategy(Strategy.last(PgScript.IS_LEADER.run()))
            .disruption(cluster.name());
    draft.add(
        Phase.PGSQL_REPLICA,
        step(
                "pgsql.files.restart@" + cluster.name(),
                "restart servers that got files",
                oneByOne,
                new Action.Run(ClusterOperations.restart(), Optional.empty()))
            .when(When.after(copy))
            .undo(Undo.none())
            .timeoutSeconds(RESTART_SECONDS));
    Action.Probe ready = new Action.Probe.Command(PgScript.IS_READY.run());
    draft.add(
        Phase.PGSQL_REPLICA,
        step(
                "pgsql.files.ready@" + cluster.name(),
                "wait for replication",
                oneByOne,
                new Action.Gate(ready, RESTART_SECONDS, List.of("patroni.service")))
            .when(When.after("pgsql.files.restart@" + cluster.name()))
            .undo(Undo.none()));
  }

  private static void place(
      PgCluster cluster, PgInstance instance, List<String> paths, Draft draft) {
    String user = instance.parameters().install().pgDbsu();
    String host = instance.node().host();
    String folder = ClusterPaths.of(instance).home() + "/conf/files";
    Ownership directory = new Ownership(user, "postgres", "0700");
    draft.add(new Artifact.Directory(host, folder, directory, PatroniSteps.PLACE));
    Ownership owner = new Ownership(user, "postgres", "0600");
    for (String path : paths) {
      Content text = new Content.Text(cluster.files().get(path));
      String target = folder + "/" + name(path);
      draft.add(new Artifact.File(FILE, host, target, owner, PatroniSteps.PLACE, text));
    }
  }

  private static Step copy(String id, PgCluster cluster, List<String> names) {
    Where members = Where.each(Members.hosts(cluster));
    return step(id, "put files beside the data", members, run(cluster, COPY, names))
        .when(When.unless(run(cluster, SAME, names).argv()))
        .undo(Undo.none());
  }

  private static Action.Run run(PgCluster cluster, String script, List<String> names) {
    PgInstance.Parameters parameters = cluster.parameters();
    List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "files"));
    argv.add(ClusterPaths.LINK + "/conf/files");
    argv.add(parameters.bootstrap().pgData());
    argv.add(parameters.install().pgDbsu());
    argv.addAll(names);
    return new Action.Run(List.copyOf(argv), Optional.empty());
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Step step(String id, String title, Where where, Action action) {
    return Step.of(id, title, PgsqlModule.NAME, where, action);
  }
}
