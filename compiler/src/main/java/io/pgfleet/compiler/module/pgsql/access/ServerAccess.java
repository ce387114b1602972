package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Fleet;
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
import java.util.List;
import java.util.Optional;

/**
 * Who may connect to the server itself.
 *
 * <p>The rules are checked before a running server reads them; a change restarts nothing.
 */
final class ServerAccess {
  static final ArtifactType RULES =
      new ArtifactType(
          "pgsql.pg_hba", "pgsql/pg_hba.conf.mustache", HbaView.class, Format.HBA, "postgres");
  static final ArtifactType SCRIPT =
      new ArtifactType(
          "pgsql.pg_hba_script",
          "pgsql/pg-hba.mustache",
          HbaScriptView.class,
          Format.SHELL,
          "sh -n");

  private static final String FILE = "/etc/patroni/pg_hba.conf";
  private static final String PLACE = "hba";
  private static final String RELOAD = "hba.reload";
  private static final List<String> UNITS = List.of("patroni.service");

  private ServerAccess() {}

  static void contribute(Fleet fleet, PgCluster cluster, Draft draft) {
    ClusterSteps steps = ClusterSteps.of(cluster);
    cluster.instances().forEach(member -> files(fleet, cluster, member, draft));
    draft.add(Phase.PGSQL_CONFIG, steps.place(PLACE, "place the access rules"));
    draft.add(
        Phase.PGSQL_CONFIG,
        steps.gate("hba.check", "check the access rules", PLACE, gate("check", List.of())));
    if (cluster.parameters().provision().pgReload()) {
      draft.add(Phase.PGSQL_CONFIG, reload(steps));
      draft.add(
          Phase.ACCESS,
          steps.gate(
              "hba.loaded", "wait for the access rules to hold", RELOAD, gate("loaded", UNITS)));
    }
  }

  private static Action.Gate gate(String word, List<String> units) {
    return new Action.Gate(new Action.Probe.Command(script(word)), 30, units);
  }

  private static Step reload(ClusterSteps steps) {
    Action reload = new Action.Run(script("reload"), Optional.empty());
    return steps
        .step(RELOAD, "have servers read the access rules", reload)
        .when(Step.When.consumes(FILE));
  }

  private static List<String> script(String word) {
    return List.of("/pg/bin/pg-hba", word);
  }

  private static void files(Fleet fleet, PgCluster cluster, PgInstance member, Draft draft) {
    PgInstance.Parameters parameters = member.parameters();
    HbaExpansion expansion =
        new HbaExpansion(
            HbaDialect.SERVER,
            parameters.bootstrap().pgPwdEnc(),
            HbaPlaceholders.of(parameters),
            HbaAddresses.of(fleet, cluster, member));
    HbaView rules =
        HbaView.of(
            member,
            parameters.provision().pgDefaultHbaRules(),
            parameters.business().pgHbaRules(),
            expansion);
    String step = ClusterSteps.of(cluster).id(PLACE);
    String host = member.node().host();
    Ownership server = new Ownership(parameters.install().pgDbsu(), "postgres", "0600");
    draft.add(new Artifact.File(RULES, host, FILE, server, step, new Content.View(rules)));
    String path = MemberPaths.home(member) + "/bin/pg-hba";
    Content script = new Content.View(HbaScriptView.of(parameters));
    draft.add(new Artifact.File(SCRIPT, host, path, Ownership.ROOT_0755, step, script));
  }
}
