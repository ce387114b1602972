package io.pgfleet.compiler.module.pgsql.provision;

import io.pgfleet.compiler.model.parameter.PgDatabase;
import java.util.List;
import java.util.Optional;

/**
 * Everything about one database, split by where it is seen.
 *
 * @param outside items that the cluster's catalog shows
 * @param inside items that only a connection to the database shows
 * @param after items of the cluster's catalog that come after what lies inside
 * @param baseline what it begins with
 * @param opened whether connections are to be allowed, even where they are not now
 */
record DatabasePlan(
    String name,
    List<Item> outside,
    List<Item> inside,
    List<Item> after,
    Optional<Baseline> baseline,
    boolean opened) {

  static DatabasePlan of(
      String name, List<Item> outside, Item contents, Optional<PgDatabase> database) {
    List<Item> after =
        database.map(DatabaseItem::closed).stream().filter(one -> !one.empty()).toList();
    boolean opened = database.flatMap(PgDatabase::allowconn).orElse(false);
    return new DatabasePlan(name, outside, List.of(contents), after, Optional.empty(), opened);
  }

  DatabasePlan beginningWith(Optional<Baseline> text) {
    return new DatabasePlan(name, outside, inside, after, text, opened);
  }
}
