package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Format;
import java.util.ArrayList;
import java.util.List;

/** A script on members that steps and people run; its name is also that of its template. */
enum EtcdScript {
  COMMON("etcd-common.sh"),
  JOIN("etcd-join"),
  HEALTH("etcd-health"),
  ACCOUNTS("etcd-accounts"),
  GRANT("etcd-grant"),
  REMOVE("etcd-remove"),
  RECOVER("etcd-recover"),
  ROOT("etcd-root");

  private static final String FOLDER = "/usr/local/lib/pgfleet/";

  private final String file;

  EtcdScript(String file) {
    this.file = file;
  }

  /** Its path on a member. */
  String path() {
    return FOLDER + file;
  }

  ArtifactType type() {
    return new ArtifactType(
        "etcd.script." + file, "etcd/" + file, Void.class, Format.SHELL, "sh -n");
  }

  /** The command that does the script's work. */
  List<String> run() {
    return List.of(path());
  }

  /** The same with arguments. */
  List<String> run(String... arguments) {
    List<String> argv = new ArrayList<>(run());
    argv.addAll(List.of(arguments));
    return List.copyOf(argv);
  }

  /** The read-only command that tells whether the work is done. */
  List<String> check() {
    return List.of(path(), "--check");
  }
}
