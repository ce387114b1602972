package io.pgfleet.applier.drill;

import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.cluster.Writes;
import io.pgfleet.applier.fleet.Eventually;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two applications that write through one address: one keeps its connection, the other connects for
 * each row, as a web server without a pool does.
 */
final class Clients implements AutoCloseable {
  private static final int SOME = 20;

  private final Database database;
  private final List<Writes> writers;

  private Clients(Database database, List<Writes> writers) {
    this.database = database;
    this.writers = writers;
  }

  /**
   * Lets both write, and waits until they do.
   *
   * @param name a word of its own for each drill, for the tables
   */
  static Clients on(Database database, String name) throws SQLException {
    List<String> tables = List.of(name + "_steady", name + "_anew");
    for (String table : tables) {
      database.run(
          "DROP TABLE IF EXISTS " + table, "CREATE TABLE " + table + " (id bigint primary key)");
    }
    Clients clients =
        new Clients(
            database,
            List.of(
                new Writes(database, tables.get(0), Duration.ofMillis(5), false),
                new Writes(database, tables.get(1), Duration.ofMillis(50), true)));
    clients.goOn(Duration.ofSeconds(30));
    return clients;
  }

  /** Waits until both have written some more rows. */
  void goOn(Duration limit) {
    List<Integer> then = writers.stream().map(Writes::count).toList();
    Eventually.within(
        limit,
        "clients write",
        () -> {
          for (int i = 0; i < writers.size(); i++) {
            if (writers.get(i).count() < then.get(i) + SOME) {
              return false;
            }
          }
          return true;
        });
  }

  int errors() {
    return writers.stream().mapToInt(one -> one.errors().size()).sum();
  }

  /** Stops both, looks which acknowledged rows are gone, and adds it all to what was seen. */
  void tell(Seen seen) throws SQLException {
    tell(seen, database);
  }

  /** The same, with the rows looked up at another address. */
  void tell(Seen seen, Database where) throws SQLException {
    writers.forEach(Writes::stop);
    for (Writes one : writers) {
      String present =
          where.ask("select coalesce(string_agg(id::text, ','), '') from " + one.table());
      Set<String> kept = new HashSet<>(Arrays.asList(present.split(",")));
      long lost = one.acknowledged().stream().filter(id -> !kept.contains(id.toString())).count();
      seen.client(
          one.errors().size(), one.longestGapSeconds(), one.acknowledged().size(), (int) lost);
      one.errors().stream().distinct().limit(2).forEach(error -> seen.note("client: %s", error));
    }
  }

  @Override
  public void close() {
    writers.forEach(Writes::close);
  }
}
