package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Distribution;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgInstall;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.Step.Undo;
import io.pgfleet.compiler.module.Step.When;
import io.pgfleet.compiler.module.Step.Where;
import io.pgfleet.compiler.module.StepId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The server's account, packages and what its programs need around them. */
final class Installation {
  private static final ArtifactType CREATE_CLUSTER =
      new ArtifactType(
          "pgsql.createcluster", "pgsql/createcluster.conf", Void.class, Format.CONF, "none");
  private static final ArtifactType PROFILE =
      new ArtifactType(
          "pgsql.profile", "pgsql/pgsql.sh.mustache", ProfileView.class, Format.SHELL, "sh -n");
  private static final ArtifactType SUDOERS =
      new ArtifactType(
          "pgsql.sudoers", "pgsql/sudoers.mustache", SudoersView.class, Format.TEXT, "visudo -c");
  private static final ArtifactType TMPFILES =
      new ArtifactType(
          "pgsql.tmpfiles",
          "pgsql/tmpfiles.conf.mustache",
          TmpfilesView.class,
          Format.TEXT,
          "systemd-tmpfiles --cat-config");

  private static final String PREPARE = "pgsql.prepare";
  static final String INSTALL = "pgsql.install";

  private Installation() {}

  static List<ArtifactType> types() {
    List<ArtifactType> types = new ArrayList<>(List.of(CREATE_CLUSTER, PROFILE, SUDOERS, TMPFILES));
    for (PgScript script : PgScript.values()) {
      types.add(script.type());
    }
    return types;
  }

  static void contribute(Fleet fleet, Draft draft) {
    for (PgInstance instance : Members.all(fleet)) {
      files(instance, draft);
      Directories.contribute(instance, home(fleet, instance), INSTALL, draft);
    }
    Where everywhere = Where.each(Members.hosts(fleet));
    draft.add(
        Phase.PREPARE,
        step(
            PREPARE,
            "keep packages from creating servers",
            Where.each(creating(fleet)),
            new Action.Place()));
    users(fleet).forEach(step -> draft.add(Phase.PREPARE, step));
    packages(fleet).forEach(step -> draft.add(Phase.PACKAGES, step));
    draft.add(
        Phase.PGSQL_CONFIG,
        step(INSTALL, "place directories and scripts", everywhere, new Action.Place()));
    Members.all(fleet).forEach(instance -> reserve(instance, draft));
  }

  /** Debian's packages make a server of their own unless they are told not to. */
  private static boolean creates(PgInstance instance) {
    return Distribution.of(instance.node()) == Distribution.DEBIAN;
  }

  private static List<String> creating(Fleet fleet) {
    return Members.all(fleet).stream()
        .filter(Installation::creates)
        .map(one -> one.node().host())
        .toList();
  }

  private static void files(PgInstance instance, Draft draft) {
    String host = instance.node().host();
    String user = instance.parameters().install().pgDbsu();
    if (creates(instance)) {
      String path = "/etc/postgresql-common/createcluster.d/pgfleet.conf";
      draft.add(
          new Artifact.File(
              CREATE_CLUSTER, host, path, Ownership.ROOT_0644, PREPARE, new Content.Verbatim()));
    }
    Content profile = new Content.View(ProfileView.of(instance));
    add(draft, PROFILE, host, "/etc/profile.d/pgsql.sh", profile);
    Content sockets = new Content.View(new TmpfilesView(user));
    add(draft, TMPFILES, host, "/etc/tmpfiles.d/postgresql.conf", sockets);
    if (SudoersView.wanted(instance)) {
      Content rights = new Content.View(SudoersView.of(instance));
      String path = "/etc/sudoers.d/" + user;
      draft.add(new Artifact.File(SUDOERS, host, path, Ownership.ROOT_0440, INSTALL, rights));
    }
    scripts(instance, draft);
  }

  private static void scripts(PgInstance instance, Draft draft) {
    Ownership executable = new Ownership("root", "postgres", "0755");
    for (PgScript script : PgScript.values()) {
      draft.add(
          new Artifact.File(
              script.type(),
              instance.node().host(),
              ClusterPaths.of(instance).home() + "/bin/" + script.file(),
              executable,
              INSTALL,
              new Content.Verbatim()));
    }
  }

  private static void add(
      Draft draft, ArtifactType type, String host, String path, Content content) {
    draft.add(new Artifact.File(type, host, path, Ownership.ROOT_0644, INSTALL, content));
  }

  /**
   * The account comes before the packages, which keep one that is there. Debian's packages use
   * whatever number it has, so there a free one is taken.
   */
  private static List<Step> users(Fleet fleet) {
    Function<PgInstance, Action.User> account =
        instance -> {
          PgInstall install = instance.parameters().install();
          boolean numbered = fleet.packages() == PackageSource.REFERENCE;
          return new Action.User(
              install.pgDbsu(),
              numbered ? Optional.of(install.pgDbsuUid()) : Optional.empty(),
              "postgres",
              List.of(),
              install.pgDbsuHome(),
              "/bin/bash");
        };
    List<Step> steps = new ArrayList<>();
    byAction(fleet, account)
        .forEach(
            (action, hosts) ->
                steps.add(
                    step(
                            StepId.shared("pgsql.user", action.words()),
                            "make the server's account",
                            Where.each(hosts),
                            action)
                        .undo(Undo.none())));
    steps.sort(Comparator.comparing(Step::id));
    return steps;
  }

  private static List<Step> packages(Fleet fleet) {
    List<Step> steps = new ArrayList<>();
    byAction(fleet, instance -> Action.Packages.on(instance.node(), packages(fleet, instance)))
        .forEach(
            (action, hosts) ->
                steps.add(
                    step(
                            StepId.shared("pgsql.packages", action.words()),
                            "install PostgreSQL",
                            Where.each(hosts),
                            action)
                        .undo(Undo.none())
                        .timeoutSeconds(900)));
    steps.sort(Comparator.comparing(Step::id));
    return steps;
  }

  /** Where the packages of the server's kernel put its programs. */
  private static String home(Fleet fleet, PgInstance instance) {
    int major = instance.parameters().install().pgVersion();
    return fleet
        .packagesOn(instance.node())
        .home(instance.parameters().identity().pgMode(), major)
        .orElse(Distribution.of(instance.node()).serverHome(major));
  }

  static List<String> packages(Fleet fleet, PgInstance instance) {
    PgInstall install = instance.parameters().install();
    List<String> names = new ArrayList<>(install.pgPackages());
    names.addAll(install.pgExtensions());
    return fleet.packagesOn(instance.node()).expand(names, install.pgVersion());
  }

  private static <A extends Action> Map<A, List<String>> byAction(
      Fleet fleet, Function<PgInstance, A> action) {
    Map<A, List<String>> hosts = new LinkedHashMap<>();
    for (PgInstance instance : Members.all(fleet)) {
      hosts
          .computeIfAbsent(action.apply(instance), key -> new ArrayList<>())
          .add(instance.node().host());
    }
    return hosts;
  }

  /** A file that can be deleted when the disk is full. */
  private static void reserve(PgInstance instance, Draft draft) {
    String size = instance.parameters().bootstrap().pgDummyFilesize();
    String path = ClusterPaths.of(instance).home() + "/dummy";
    draft.add(
        Phase.PGSQL_CONFIG,
        step(
                "pgsql.reserve@" + instance.name(),
                "reserve disk space for emergencies",
                Where.each(List.of(instance.node().host())),
                new Action.Run(List.of("fallocate", "-l", size, path), Optional.empty()))
            .when(When.unless(List.of("test", "-e", path)))
            .undo(Undo.none()));
  }

  private static Step step(String id, String title, Where where, Action action) {
    return Step.of(id, title, PgsqlModule.NAME, where, action);
  }
}
