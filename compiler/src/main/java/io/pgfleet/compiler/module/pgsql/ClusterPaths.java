package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;

/**
 * Where an instance's files lie.
 *
 * <p>People and settings use the short paths below {@code /pg}, which is a link; entries of the
 * tree must not pass through a link, so they use {@link #real}.
 *
 * @param home directory of the cluster, where {@code /pg} leads to
 * @param backups directory of its local backups
 * @param data PGDATA, made and filled by the server only
 */
record ClusterPaths(String home, String backups, String data) {
  static final String LINK = "/pg";
  static final String BINARIES = "/usr/pgsql";
  static final String PATRONI = "/etc/patroni";
  static final String PATRONI_CONF = PATRONI + "/patroni.yml";
  static final String INSTANCE = PATRONI + "/instance.env";
  static final String NETRC = PATRONI + "/netrc";
  static final String SERVER_UNIT = "/etc/systemd/system/postgres.service";
  static final String SODIUM_KEY = LINK + "/conf/pgsodium.key";
  static final String PATRONI_UNIT = "/etc/systemd/system/patroni.service";
  static final String PGBACKREST = "/etc/pgbackrest";
  static final String PGBACKREST_CONF = PGBACKREST + "/pgbackrest.conf";

  /** Host based authentication, outside of PGDATA so that it is a file like any other. */
  public static final String HBA = PATRONI + "/pg_hba.conf";

  static final String CA = LINK + "/cert/ca.crt";
  static final String CERTIFICATE = LINK + "/cert/server.crt";
  static final String KEY = LINK + "/cert/server.key";

  static ClusterPaths of(PgInstance instance) {
    PgInstance.Parameters parameters = instance.parameters();
    String name = instance.cluster() + "-" + parameters.install().pgVersion();
    return new ClusterPaths(
        parameters.bootstrap().pgFsMain() + "/" + name,
        parameters.bootstrap().pgFsBackup() + "/" + name + "/backup",
        parameters.bootstrap().pgData());
  }

  /** The path without the link {@code /pg} in front. */
  String real(String path) {
    return path.startsWith(LINK + "/") ? home + path.substring(LINK.length()) : path;
  }
}
