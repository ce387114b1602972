package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Ownership;
import java.util.List;

/** The directories and links of an instance; PGDATA is left to the server. */
final class Directories {
  private static final List<String> PRIVATE = List.of("tmp", "cert", "conf", "spool");

  private final PgInstance instance;
  private final ClusterPaths paths;
  private final String step;
  private final Draft draft;

  private Directories(PgInstance instance, String step, Draft draft) {
    this.instance = instance;
    this.paths = ClusterPaths.of(instance);
    this.step = step;
    this.draft = draft;
  }

  /**
   * Adds them.
   *
   * @param home directory above the programs of the server's kernel
   */
  static void contribute(PgInstance instance, String home, String step, Draft draft) {
    Directories all = new Directories(instance, step, draft);
    all.data();
    all.logs();
    all.backups();
    all.configuration();
    all.links(home);
  }

  private void data() {
    add(instance.parameters().install().pgDbsuHome(), "0700");
    add(instance.parameters().bootstrap().pgFsMain(), "0700");
    add(paths.home(), "0700");
    add(paths.home() + "/bin", "0755");
    PRIVATE.forEach(name -> add(paths.home() + "/" + name, "0700"));
  }

  private void logs() {
    add(paths.home() + "/log", "0750");
    PgInstance.Parameters parameters = instance.parameters();
    add(paths.real(parameters.install().pgLogDir()), "0750");
    add(paths.real(parameters.bootstrap().patroniLogDir()), "0750");
    add(paths.real(parameters.backup().pgbackrestLogDir()), "0750");
    add(paths.real(parameters.access().pgbouncerLogDir()), "0750");
  }

  private void backups() {
    add(instance.parameters().bootstrap().pgFsBackup(), "0700");
    add(paths.backups().substring(0, paths.backups().lastIndexOf('/')), "0700");
    add(paths.backups(), "0700");
  }

  private void configuration() {
    add(ClusterPaths.PATRONI, "0750");
    add(ClusterPaths.PGBACKREST, "0750");
  }

  private void links(String home) {
    link(ClusterPaths.LINK, paths.home());
    link(paths.home() + "/backup", paths.backups());
    link(ClusterPaths.BINARIES, home);
  }

  private void add(String path, String mode) {
    Ownership owner = new Ownership(instance.parameters().install().pgDbsu(), "postgres", mode);
    draft.add(new Artifact.Directory(instance.node().host(), path, owner, step));
  }

  private void link(String path, String target) {
    draft.add(new Artifact.Link(instance.node().host(), path, target, step));
  }
}
