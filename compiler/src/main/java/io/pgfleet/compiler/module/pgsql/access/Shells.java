package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.dialect.ShellText;
import java.util.List;

/** What people who log in to a member find: psql's settings, passwords, short words. */
final class Shells {
  static final ArtifactType PSQLRC =
      new ArtifactType("pgsql.psqlrc", "pgsql/psqlrc", Void.class, Format.TEXT, "psql");
  static final ArtifactType ALIASES =
      new ArtifactType(
          "pgsql.aliases", "pgsql/pg-alias.sh.mustache", AliasesView.class, Format.SHELL, "sh -n");
  static final ArtifactType PASSWORDS =
      new ArtifactType(
          "pgsql.pgpass", "pgsql/pgpass.mustache", PasswordsView.class, Format.TEXT, "psql");

  static final ArtifactType CLIENT =
      new ArtifactType("pgsql.ssh-config", "pgsql/ssh_config", Void.class, Format.CONF, "ssh -G");

  private static final String PLACE = "shells";

  private Shells() {}

  static List<ArtifactType> types() {
    return List.of(PSQLRC, ALIASES, PASSWORDS, CLIENT);
  }

  static void contribute(PgCluster cluster, Draft draft) {
    ClusterSteps steps = ClusterSteps.of(cluster);
    cluster.instances().forEach(member -> files(member, steps.id(PLACE), draft));
    draft.add(Phase.ACCESS, steps.place(PLACE, "place what makes shells handy"));
  }

  private static void files(PgInstance member, String step, Draft draft) {
    PgInstance.Parameters parameters = member.parameters();
    String host = member.node().host();
    String home = parameters.install().pgDbsuHome();
    Ownership own = new Ownership(parameters.install().pgDbsu(), "postgres", "0600");
    draft.add(
        new Artifact.File(PSQLRC, host, home + "/.psqlrc", own, step, new Content.Verbatim()));
    draft.add(
        new Artifact.File(
            PASSWORDS,
            host,
            home + "/.pgpass",
            own,
            step,
            new Content.View(PasswordsView.of(member))));
    String keys = home + "/.ssh";
    Ownership closed = new Ownership(parameters.install().pgDbsu(), "postgres", "0700");
    draft.add(new Artifact.Directory(host, keys, closed, step));
    draft.add(new Artifact.File(CLIENT, host, keys + "/config", own, step, new Content.Verbatim()));
    draft.add(
        new Artifact.File(
            ALIASES,
            host,
            "/etc/profile.d/pg-alias.sh",
            Ownership.ROOT_0644,
            step,
            new Content.View(AliasesView.of(member))));
  }

  /** Short words for one member; all quoted for a shell. */
  record AliasesView(String member, String stanza, String dbsu, int poolPort) {
    static AliasesView of(PgInstance member) {
      return new AliasesView(
          ShellText.comment(member.name()),
          ShellText.word(member.cluster()),
          ShellText.word(member.parameters().install().pgDbsu()),
          member.parameters().access().pgbouncerPort());
    }
  }
}
