package io.pgfleet.compiler.module.pgsql.provision;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgUser;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Contribution;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Roles and databases of a cluster, made on whichever member leads; the door of this package. */
public final class Provisioning {
  private static final String FOLDER = "provision/";
  private static final String PROBE = FOLDER + "probe.sql";

  /**
   * Arguments: the program that asks, the server's folder and port, the names of all known roles.
   */
  private static final String STRANGERS =
      "/pg/bin/pg-is-leader 2>/dev/null || exit 0; \"$1\" -XqAtw -h \"$2\" -p \"$3\" -d postgres"
          + " -c \"select rolname from pg_roles where rolname !~ '^pg_' order by 1\" | { shift 3;"
          + " awk 'BEGIN { for (i = 1; i < ARGC; i++) { known[ARGV[i]] = 1; ARGV[i] = \"\" } }"
          + " !($0 in known) { printf \"user %s\\tis not in the inventory\\n\", $0 }' \"$@\"; }";

  /** A copied database may be large. */
  private static final int TIMEOUT_SECONDS = 1800;

  private static final ArtifactType SCRIPT =
      new ArtifactType(
          "pgsql.provision", "pgsql/provision.sql.mustache", ScriptView.class, Format.SQL, "psql");

  private static final ArtifactType QUESTIONS =
      new ArtifactType(
          "pgsql.provision_probe",
          "pgsql/provision-probe.sql.mustache",
          ProbeView.class,
          Format.SQL,
          "psql");

  private static final ArtifactType BASELINE =
      new ArtifactType(
          "pgsql.baseline",
          "pgsql/provision-baseline.sql.mustache",
          BaselineView.class,
          Format.TEXT,
          "psql");

  private final PgCluster cluster;
  private final Draft draft = new Draft();
  private final List<Action.Sql.Item> items = new ArrayList<>();

  private Provisioning(PgCluster cluster) {
    this.cluster = cluster;
  }

  public static List<ArtifactType> types() {
    return List.of(SCRIPT, QUESTIONS, BASELINE);
  }

  /** Nothing for a cluster that follows another one: its roles and databases come from there. */
  public static Contribution of(PgCluster cluster) {
    PgInstance.Parameters parameters = cluster.parameters();
    boolean follows = parameters.identity().pgUpstream().isPresent();
    if (follows || !parameters.provision().pgProvision()) {
      return new Contribution(List.of(), List.of());
    }
    return new Provisioning(cluster).contribution();
  }

  private Contribution contribution() {
    PgInstance.Parameters parameters = cluster.parameters();
    Roles roles = Roles.of(parameters);
    Principals principals = Principals.of(parameters, roles);
    List<Item> outside = new ArrayList<>();
    roles.present().forEach(one -> outside.add(RoleItem.of(one)));
    roles.present().stream()
        .map(one -> MembershipItem.of(one, principals.version()))
        .filter(one -> !one.empty())
        .forEach(outside::add);
    List<DatabasePlan> plans = new Databases(cluster, principals).plans();
    outside.forEach(item -> script(item, ScriptView.outside(item)));
    plans.forEach(this::scripts);
    payload(QUESTIONS, PROBE, ProbeView.of(outside, plans));
    draft.add(Phase.PROVISION, step());
    draft.add(Phase.PROVISION, strangers(roles));
    return draft.contribution();
  }

  private void scripts(DatabasePlan plan) {
    plan.outside().forEach(item -> script(item, ScriptView.outside(item)));
    plan.inside().forEach(item -> script(item, ScriptView.inside(plan.name(), item)));
    plan.baseline().ifPresent(one -> script(one.item(), BASELINE, one.view()));
    plan.after().forEach(item -> script(item, ScriptView.outside(item)));
  }

  private void script(Item item, ScriptView view) {
    script(item, SCRIPT, view);
  }

  private void script(Item item, ArtifactType type, Object view) {
    payload(type, FOLDER + item.file(), view);
    items.add(new Action.Sql.Item(item.id(), path(FOLDER + item.file())));
  }

  private void payload(ArtifactType type, String name, Object view) {
    draft.add(new Artifact.Payload(type, cluster.name(), name, new Content.View(view)));
  }

  private String path(String name) {
    return "groups/" + cluster.name() + "/" + name;
  }

  private Step step() {
    List<String> hosts = cluster.instances().stream().map(one -> one.node().host()).toList();
    return Step.of(
            "pgsql.provision@" + cluster.name(),
            "make roles and databases of " + cluster.name() + " as defined",
            "pgsql",
            Step.Where.probed(cluster.name(), hosts, List.of("/pg/bin/pg-is-leader")),
            new Action.Sql(psql(), path(PROBE), items))
        .undo(Step.Undo.none())
        .timeoutSeconds(TIMEOUT_SECONDS);
  }

  /** Who is no longer, or was never, in the inventory may own data, so nobody drops it unasked. */
  private Step strangers(Roles roles) {
    PgInstance.Parameters parameters = cluster.parameters();
    List<String> argv = new ArrayList<>();
    Collections.addAll(argv, "runuser", "-u", parameters.install().pgDbsu(), "--");
    Collections.addAll(argv, "sh", "-c", STRANGERS, "watch");
    argv.add(parameters.install().pgBinDir() + "/psql");
    argv.add(parameters.bootstrap().pgLocalhost());
    argv.add(Integer.toString(parameters.bootstrap().pgPort()));
    argv.add(parameters.install().pgDbsu());
    roles.present().stream().map(PgUser::name).forEach(argv::add);
    List<String> hosts = cluster.instances().stream().map(one -> one.node().host()).toList();
    return Step.of(
            "pgsql.users@" + cluster.name(),
            "tell which users of " + cluster.name() + " are not in the inventory",
            "pgsql",
            Step.Where.each(hosts),
            new Action.Watch(List.copyOf(argv)))
        .undo(Step.Undo.none());
  }

  private List<String> psql() {
    PgInstance.Parameters parameters = cluster.parameters();
    return List.of(
        "runuser",
        "-u",
        parameters.install().pgDbsu(),
        "--",
        parameters.install().pgBinDir() + "/psql",
        "-XqAt",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        parameters.bootstrap().pgLocalhost(),
        "-p",
        Integer.toString(parameters.bootstrap().pgPort()),
        "-d",
        "postgres",
        "-f",
        "-");
  }
}
