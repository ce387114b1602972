package io.pgfleet.compiler.module.pgsql.operation;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgUser;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Operation;
import io.pgfleet.compiler.module.Operation.About;
import io.pgfleet.compiler.module.Operation.Argument;
import io.pgfleet.compiler.module.Operation.Definition;
import io.pgfleet.compiler.module.Operation.Part;
import io.pgfleet.compiler.module.Operation.Safeguard;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the inventory says shall be gone, and databases that it wants made anew. */
final class DropOperations {
  private static final Argument DATABASE =
      Argument.text("database", "which one; its state in the inventory is recreate").asRequired();
  private static final Definition DROP =
      Definition.of(
              "drop",
              ClusterSteps.MODULE,
              "drops the databases, schemas, extensions and users whose state in the inventory is"
                  + " absent, with all that they hold",
              About.CLUSTER)
          .confirmed(true);
  private static final Definition RECREATE =
      Definition.of(
              "recreate-database",
              ClusterSteps.MODULE,
              "drops a database whose state in the inventory is recreate, with all its data, and"
                  + " makes it anew",
              About.CLUSTER)
          .confirmed(true)
          .arguments(DATABASE);
  private static final Set<String> KEPT = Set.of("template0", "template1", "postgres");
  private static final String ABSENT = "absent";
  private static final int DROP_SECONDS = 1800;

  private final PgCluster cluster;
  private final ClusterSteps steps;
  private final Optional<Step> provision;
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param provision makes what the inventory defines, where the cluster has it made
   */
  DropOperations(PgCluster cluster, Optional<Step> provision) {
    this.cluster = cluster;
    this.steps = new ClusterSteps(cluster);
    this.provision = provision;
  }

  void contribute(Draft draft) {
    Safeguard safeguard =
        new Safeguard("pg_safeguard", cluster.parameters().remove().pgSafeguard());
    PgBusiness business = cluster.parameters().business();
    business.pgDatabases().stream()
        .filter(one -> !KEPT.contains(one.name()))
        .filter(one -> one.state().equals(ABSENT))
        .forEach(one -> drop("database", one.name()));
    business.pgDatabases().stream()
        .filter(one -> !one.state().equals(ABSENT))
        .forEach(this::contents);
    List<String> needed = needed(business);
    business.pgUsers().stream()
        .filter(one -> one.state().equals(ABSENT))
        .map(PgUser::name)
        .filter(name -> !needed.contains(name))
        .forEach(name -> drop("role", name));
    if (!parts.isEmpty()) {
      draft.add(Operation.of(DROP, cluster.name(), parts).guardedBy(safeguard));
    }
    provision.ifPresent(made -> anew(draft, made, safeguard));
  }

  /** The platform can't work without them. */
  private List<String> needed(PgBusiness business) {
    return List.of(
        cluster.parameters().install().pgDbsu(),
        business.pgReplicationUsername(),
        business.pgAdminUsername(),
        business.pgMonitorUsername());
  }

  private void contents(PgDatabase database) {
    database.extensions().stream()
        .filter(one -> one.state().equals(ABSENT))
        .forEach(one -> drop("extension", database.name(), one.name()));
    database.schemas().stream()
        .filter(one -> one.state().equals(ABSENT))
        .forEach(one -> drop("schema", database.name(), one.name()));
  }

  private void drop(String kind, String... names) {
    List<String> gone = new ArrayList<>(List.of("is-gone", kind));
    gone.addAll(List.of(names));
    List<String> words = new ArrayList<>(List.of(kind));
    words.addAll(List.of(names));
    String title = "drop the " + kind + " " + String.join(".", names);
    Step step =
        ClusterSteps.run(
                kind + "-" + (parts.size() + 1),
                title,
                steps.leader(),
                OperationScript.DROP.run(words.toArray(String[]::new)),
                DROP_SECONDS)
            .when(When.unless(OperationScript.DROP.run(gone.toArray(String[]::new))))
            .undo(Undo.irreversible());
    parts.add(Part.of(step));
  }

  private void anew(Draft draft, Step made, Safeguard safeguard) {
    List<String> names =
        cluster.parameters().business().pgDatabases().stream()
            .filter(one -> one.state().equals("recreate"))
            .map(PgDatabase::name)
            .filter(name -> !KEPT.contains(name))
            .toList();
    if (names.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("database", DATABASE.placeholder()));
    words.addAll(names);
    Step drop =
        ClusterSteps.run(
                "drop",
                "drop the database",
                steps.leader(),
                OperationScript.DROP.run(words.toArray(String[]::new)),
                DROP_SECONDS)
            .undo(Undo.irreversible());
    draft.add(
        Operation.of(RECREATE, cluster.name(), List.of(Part.of(drop), Part.of(made)))
            .guardedBy(safeguard));
  }
}
