package io.pgfleet.compiler.migration;

import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.inventory.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One end of a migration.
 *
 * @param cluster its name; one of the environment, or any other
 * @param address of the server that leads; empty for the cluster's declared primary
 * @param user whom to connect as; empty for the cluster's administrator
 * @param connection a whole connection string instead of the above; without a password
 */
public record Side(
    String cluster,
    String database,
    Optional<String> address,
    Optional<String> user,
    Optional<String> connection) {

  /**
   * How to connect, in words of the form {@code host=… port=…}, or as it was given.
   *
   * @throws MigrationException when a cluster that the inventory lacks has no address
   */
  String connection(Scopes scopes) {
    if (connection.isPresent()) {
      return withoutPassword(connection.get());
    }
    Optional<Scope> primary =
        scopes.hosts().stream()
            .filter(one -> text(one, "pg_cluster").equals(Optional.of(cluster)))
            .filter(one -> text(one, "pg_role").equals(Optional.of("primary")))
            .findFirst();
    String host =
        address
            .or(() -> primary.map(Scope::host))
            .orElseThrow(
                () ->
                    new MigrationException(
                        "cluster '"
                            + cluster
                            + "' is not in the inventory of '"
                            + scopes.environment()
                            + "'; say where its leader is"));
    List<String> words = new ArrayList<>(List.of("host=" + value(host)));
    words.add("port=" + value(primary.flatMap(one -> text(one, "pg_port")).orElse("5432")));
    words.add("dbname=" + value(database));
    user.or(() -> primary.flatMap(one -> text(one, "pg_admin_username")))
        .ifPresent(name -> words.add("user=" + value(name)));
    return String.join(" ", words);
  }

  static Optional<String> text(Scope scope, String parameter) {
    return scope.effective(parameter).map(one -> Texts.of(one.value()));
  }

  /** Scripts lie about, and servers keep what they connect with. */
  static String withoutPassword(String connection) {
    boolean url = connection.matches("(?s)[a-z]+://[^/@]*:[^/@]+@.*");
    if (url || connection.matches("(?si)(.*[\\s?&])?password\\s*=.*")) {
      throw new MigrationException("a connection holds a password; put it into ~/.pgpass instead");
    }
    return connection;
  }

  /** A value in a connection string. */
  private static String value(String text) {
    return text.matches("[A-Za-z0-9_.:-]+")
        ? text
        : "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
