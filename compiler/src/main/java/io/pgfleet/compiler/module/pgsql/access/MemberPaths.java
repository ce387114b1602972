package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgInstance;

/** Real paths of a member; what people call {@code /pg} is a link, and entries pass no link. */
final class MemberPaths {
  private MemberPaths() {}

  /** The folder that {@code /pg} leads to. */
  static String home(PgInstance member) {
    PgInstance.Parameters parameters = member.parameters();
    return parameters.bootstrap().pgFsMain()
        + "/"
        + member.cluster()
        + "-"
        + parameters.install().pgVersion();
  }
}
