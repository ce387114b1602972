package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Operation.About;
import io.pgfleet.compiler.module.Operation.Argument;
import io.pgfleet.compiler.module.Operation.Definition;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.pgsql.PgScript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Newer programs of the same major version, and extensions. */
final class SoftwareOperations {
  private static final Argument EXTENSION =
      Argument.text("extension", "its name in SQL, such as pg_trgm").asRequired();
  private static final Argument DATABASE =
      Argument.text("database", "where to make it").asRequired();
  private static final Argument PACKAGE =
      Argument.text("package", "package that has it; empty when it is installed");
  private static final Definition UPGRADE =
      Definition.of(
          "upgrade-minor",
          ClusterSteps.MODULE,
          "installs newer packages of the same major version, replicas first, and restarts servers"
              + " that are older than their program",
          About.CLUSTER);
  private static final Definition INSTALL =
      Definition.of(
              "install-extension",
              ClusterSteps.MODULE,
              "installs an extension on all members and makes it in a database",
              About.CLUSTER)
          .arguments(EXTENSION, DATABASE, PACKAGE);
  private static final int INSTALL_SECONDS = 1800;

  private final PgCluster cluster;
  private final ClusterSteps steps;
  private final Function<PgInstance, List<String>> packages;

  /**
   * @param packages of an instance
   */
  SoftwareOperations(PgCluster cluster, Function<PgInstance, List<String>> packages) {
    this.cluster = cluster;
    this.steps = new ClusterSteps(cluster);
    this.packages = packages;
  }

  void contribute(Draft draft) {
    draft.add(Operation.of(UPGRADE, cluster.name(), upgrade()));
    draft.add(Operation.of(INSTALL, cluster.name(), install()));
  }

  private List<Part> upgrade() {
    List<String> argv = new ArrayList<>(OperationScript.UPGRADE.run());
    argv.addAll(packages.apply(cluster.primary()));
    Step.Where where = steps.oneByOne(PgScript.IS_LEADER.run());
    Step proof =
        ClusterSteps.gate("ready", "wait for replication", where, PgScript.IS_READY.run(), 300);
    return List.of(
        Part.of(ClusterSteps.run("upgrade", "upgrade packages", where, argv, INSTALL_SECONDS)),
        Part.of(proof.when(Step.When.after("upgrade"))));
  }

  private List<Part> install() {
    List<String> packaged = OperationScript.EXTENSION.run("package", PACKAGE.placeholder());
    List<String> made =
        OperationScript.EXTENSION.run("create", EXTENSION.placeholder(), DATABASE.placeholder());
    return List.of(
        Part.of(
            ClusterSteps.run(
                "package", "install the package", steps.members(), packaged, INSTALL_SECONDS)),
        Part.of(ClusterSteps.run("create", "make the extension", steps.leader(), made, 300)));
  }
}
