package io.pgfleet.compiler.module.pgsql.provision;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server's version and the roles that privileges speak of.
 *
 * @param version major version of the server
 * @param dbsu the superuser that owns the server
 * @param creator the role whose members create objects, where the cluster has it
 */
record Principals(
    int version,
    String dbsu,
    String admin,
    String monitor,
    String replication,
    Optional<String> creator) {

  /** The role that creates objects, by the convention of the default roles. */
  private static final String CREATOR = "dbrole_admin";

  static Principals of(PgInstance.Parameters parameters, Roles roles) {
    PgBusiness names = parameters.business();
    return new Principals(
        parameters.install().pgVersion(),
        parameters.install().pgDbsu(),
        names.pgAdminUsername(),
        names.pgMonitorUsername(),
        names.pgReplicationUsername(),
        Optional.of(CREATOR).filter(roles::has));
  }

  /** Whose future objects get the default privileges in every database. */
  List<String> creators() {
    return Stream.concat(Stream.of(dbsu, admin), creator.stream()).distinct().toList();
  }
}
