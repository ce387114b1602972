package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Version;
import io.pgfleet.compiler.model.parameter.PgAccess;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.module.dialect.IniText;

/**
 * pgbouncer.ini.
 *
 * @param preparedStatements whether the program keeps prepared statements in transaction mode
 * @param lookup whether users that are not listed are looked up in the database
 * @param monitor who looks them up
 */
record PoolerView(
    String instance,
    String logFolder,
    String socketFolder,
    String listen,
    int port,
    String poolMode,
    String ignored,
    String tlsMode,
    String dbsu,
    String admin,
    String monitor,
    boolean lookup,
    boolean preparedStatements) {

  /** Older ones die on the setting (https://www.pgbouncer.org/changelog.html, 1.21.0). */
  private static final String PREPARED_STATEMENTS_SINCE = "1.21";

  /**
   * @param version the pooler's
   */
  static PoolerView of(PgInstance member, Version version) {
    PgAccess access = member.parameters().access();
    PgBusiness names = member.parameters().business();
    PgBootstrap server = member.parameters().bootstrap();
    return new PoolerView(
        member.name(),
        IniText.value(access.pgbouncerLogDir()),
        IniText.value(socketFolder(server)),
        IniText.value(server.pgListen()),
        access.pgbouncerPort(),
        access.pgbouncerPoolmode(),
        IniText.value(String.join(", ", access.pgbouncerIgnoreParam())),
        access.pgbouncerSslmode(),
        IniText.value(member.parameters().install().pgDbsu()),
        IniText.value(names.pgAdminUsername()),
        IniText.value(names.pgMonitorUsername()),
        access.pgbouncerAuthQuery(),
        version.atLeast(PREPARED_STATEMENTS_SINCE));
  }

  /** The run folder by its real name: {@code /var/run} is a link that systemd complains about. */
  static String socketFolder(PgBootstrap server) {
    return server.pgLocalhost().replaceFirst("^/var/run/", "/run/");
  }
}
