package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Distribution;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.dialect.SystemdText;

/**
 * The pooler's unit.
 *
 * @param listens where, in words: what a reload can't change stands here, so that a change of it
 *     restarts
 */
record PoolerUnitView(String listens, String user, String program) {
  static PoolerUnitView of(PgInstance member) {
    String port = Integer.toString(member.parameters().access().pgbouncerPort());
    String addresses = member.parameters().bootstrap().pgListen();
    String sockets = PoolerView.socketFolder(member.parameters().bootstrap());
    return new PoolerUnitView(
        SystemdText.value("port " + port + " of " + addresses + " and " + sockets),
        SystemdText.value(member.parameters().install().pgDbsu()),
        Distribution.of(member.node()).poolerProgram());
  }
}
