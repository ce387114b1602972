package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Version;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import java.util.ArrayList;
import java.util.List;

/** The connection pool beside each server; everything but where it listens is reloaded. */
final class Pooler {
  static final ArtifactType CONFIGURATION =
      type("pgbouncer_ini", "pgbouncer.ini", PoolerView.class, Format.INI);
  static final ArtifactType DATABASES =
      type("pgbouncer_database", "pgbouncer-database.txt", PoolDatabasesView.class, Format.CONF);
  static final ArtifactType USERS =
      type("pgbouncer_useropts", "pgbouncer-useropts.txt", PoolUsersView.class, Format.CONF);
  static final ArtifactType USERLIST =
      type("pgbouncer_userlist", "pgbouncer-userlist.txt", UserlistView.class, Format.CONF);
  static final ArtifactType RULES = type("pgbouncer_hba", "pg_hba.conf", HbaView.class, Format.HBA);
  static final ArtifactType UNIT =
      new ArtifactType(
          "pgsql.pgbouncer_unit",
          "pgsql/pgbouncer.service.mustache",
          PoolerUnitView.class,
          Format.SYSTEMD,
          "systemd-analyze verify");

  private static final String FOLDER = "/etc/pgbouncer";
  private static final String UNIT_NAME = "pgbouncer.service";
  private static final String UNIT_FILE = "/etc/systemd/system/" + UNIT_NAME;
  private static final String PLACE = "pgbouncer";
  private static final String START = "pgbouncer.unit";

  /** What the reference's own packages bring. */
  private static final Version RECENT = Version.of("1.25");

  private Pooler() {}

  static List<ArtifactType> types() {
    return List.of(CONFIGURATION, DATABASES, USERS, USERLIST, RULES, UNIT);
  }

  private static ArtifactType type(String name, String file, Class<?> view, Format format) {
    return new ArtifactType(
        "pgsql." + name, "pgsql/" + file + ".mustache", view, format, "pgbouncer");
  }

  static void contribute(Fleet fleet, PgCluster cluster, Draft draft) {
    List<PgInstance> members =
        cluster.instances().stream()
            .filter(one -> one.parameters().access().pgbouncerEnabled())
            .toList();
    members.forEach(member -> files(fleet, cluster, member, draft));
    ClusterSteps steps =
        ClusterSteps.of(cluster).on(members.stream().map(one -> one.node().host()).toList());
    draft.add(Phase.ACCESS, steps.place(PLACE, "place the pool's files"));
    draft.add(Phase.ACCESS, start(steps, members));
    if (!members.isEmpty()) {
      draft.add(
          Phase.ACCESS,
          steps.gate("pgbouncer.gate", "wait for the pool to answer", START, gate(members.get(0))));
    }
  }

  private static Step start(ClusterSteps steps, List<PgInstance> members) {
    List<String> lists = new ArrayList<>();
    for (String file :
        List.of("database.txt", "pgb_hba.conf", "pgbouncer.ini", "userlist.txt", "useropts.txt")) {
      lists.add(FOLDER + "/" + file);
    }
    members.stream().map(one -> MemberPaths.home(one) + "/cert/*").distinct().forEach(lists::add);
    List<String> consumed = new ArrayList<>(lists);
    consumed.add(UNIT_FILE);
    Action unit = new Action.Unit(UNIT_NAME, "started", true, List.of(UNIT_FILE), lists, List.of());
    Step.When changed = Step.When.consumes(consumed.toArray(String[]::new));
    return steps.oneByOne(steps.step(START, "start the pool", unit).when(changed));
  }

  /** The console over its socket, where the system's user is the proof. */
  private static Action.Gate gate(PgInstance member) {
    PgInstance.Parameters parameters = member.parameters();
    String dbsu = parameters.install().pgDbsu();
    List<String> ask =
        List.of(
            "runuser",
            "-u",
            dbsu,
            "--",
            parameters.install().pgBinDir() + "/psql",
            "-XqAt",
            "-h",
            parameters.bootstrap().pgLocalhost(),
            "-p",
            Integer.toString(parameters.access().pgbouncerPort()),
            "-U",
            dbsu,
            "-d",
            "pgbouncer",
            "-c",
            "SHOW VERSION");
    return new Action.Gate(new Action.Probe.Command(ask), 20, List.of(UNIT_NAME));
  }

  private static void files(Fleet fleet, PgCluster cluster, PgInstance member, Draft draft) {
    PgInstance.Parameters parameters = member.parameters();
    Pooled pooled = Pooled.of(fleet, member);
    Ownership folder = new Ownership(parameters.install().pgDbsu(), "postgres", "0750");
    draft.add(new Artifact.Directory(member.node().host(), FOLDER, folder, step(member)));
    draft.add(file(CONFIGURATION, member, "pgbouncer.ini", configuration(fleet, member)));
    draft.add(file(DATABASES, member, "database.txt", PoolDatabasesView.of(pooled)));
    draft.add(file(USERS, member, "useropts.txt", PoolUsersView.of(pooled)));
    draft.add(file(USERLIST, member, "userlist.txt", UserlistView.of(pooled)));
    draft.add(file(RULES, member, "pgb_hba.conf", rules(fleet, cluster, member)));
    draft.add(
        new Artifact.File(
            UNIT,
            member.node().host(),
            UNIT_FILE,
            Ownership.ROOT_0644,
            step(member),
            new Content.View(PoolerUnitView.of(member))));
  }

  private static PoolerView configuration(Fleet fleet, PgInstance member) {
    Version version =
        fleet.packages() == PackageSource.REFERENCE
            ? RECENT
            : fleet.packagesOn(member.node()).program("pgbouncer").version();
    return PoolerView.of(member, version);
  }

  private static HbaView rules(Fleet fleet, PgCluster cluster, PgInstance member) {
    PgInstance.Parameters parameters = member.parameters();
    HbaExpansion expansion =
        new HbaExpansion(
            HbaDialect.POOLER,
            parameters.bootstrap().pgPwdEnc(),
            HbaPlaceholders.of(parameters),
            HbaAddresses.of(fleet, cluster, member));
    return HbaView.of(
        member,
        parameters.provision().pgbDefaultHbaRules(),
        parameters.business().pgbHbaRules(),
        expansion);
  }

  private static Artifact file(ArtifactType type, PgInstance member, String name, Object view) {
    Ownership pool = new Ownership(member.parameters().install().pgDbsu(), "postgres", "0600");
    String path = FOLDER + "/" + name;
    return new Artifact.File(
        type, member.node().host(), path, pool, step(member), new Content.View(view));
  }

  private static String step(PgInstance member) {
    return new ClusterSteps(member.cluster(), List.of()).id(PLACE);
  }
}
