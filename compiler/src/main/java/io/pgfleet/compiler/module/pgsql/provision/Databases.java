package io.pgfleet.compiler.module.pgsql.provision;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgDatabase;
import io.pgfleet.compiler.model.parameter.PgProvision;
import io.pgfleet.compiler.model.parameter.SchemaItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The databases of a cluster in the order in which they are made. */
final class Databases {
  private static final String TEMPLATE = "template1";
  private static final String MAINTENANCE = "postgres";

  /** Made by initdb; never dropped, and with no wishes of their own unless they are defined. */
  private static final Set<String> SYSTEM = Set.of("template0", TEMPLATE, MAINTENANCE);

  private final PgInstance.Parameters parameters;
  private final Principals principals;
  private final Map<String, String> files;
  private final DefaultPrivileges privileges;
  private final Map<String, PgDatabase> defined = new LinkedHashMap<>();

  /** A database that is defined twice is what its last definition says. */
  Databases(PgCluster cluster, Principals principals) {
    this.parameters = cluster.parameters();
    this.files = cluster.files();
    this.principals = principals;
    this.privileges =
        new DefaultPrivileges(
            principals.creators(),
            parameters.provision().pgDefaultPrivileges().stream()
                .map(DefaultGrant::parse)
                .toList());
    parameters.business().pgDatabases().forEach(one -> defined.put(one.name(), one));
  }

  /** Template and maintenance database come first: what others are copied from is complete. */
  List<DatabasePlan> plans() {
    List<DatabasePlan> plans = new ArrayList<>();
    plans.add(system(TEMPLATE));
    plans.add(system(MAINTENANCE));
    defined.values().stream()
        .filter(one -> present(one) && !SYSTEM.contains(one.name()))
        .map(this::business)
        .forEach(plans::add);
    return plans;
  }

  /** Those that shall not exist. */
  List<String> absent() {
    return defined.values().stream()
        .filter(one -> !present(one) && !SYSTEM.contains(one.name()))
        .map(PgDatabase::name)
        .toList();
  }

  private static boolean present(PgDatabase database) {
    return !database.state().equals("absent");
  }

  private DatabasePlan system(String name) {
    PgProvision defaults = parameters.provision();
    Optional<PgDatabase> own = Optional.ofNullable(defined.get(name)).filter(Databases::present);
    ContentsItem contents =
        contents(name, own)
            .schemas(defaults.pgDefaultSchemas().stream().map(Databases::plain).toList())
            .availableExtensions(defaults.pgDefaultExtensions());
    if (name.equals(MAINTENANCE)) {
      contents.wishes(RewindPrivileges.of(principals.replication()));
    }
    own.ifPresent(one -> contents.schemas(one.schemas()).extensions(one.extensions()));
    return DatabasePlan.of(
            name, own.map(one -> List.of(item(one))).orElse(List.of()), contents.item(), own)
        .beginningWith(own.flatMap(this::baseline));
  }

  private DatabasePlan business(PgDatabase database) {
    ContentsItem contents =
        contents(database.name(), Optional.of(database))
            .schemas(database.schemas())
            .extensions(database.extensions());
    return DatabasePlan.of(
            database.name(), List.of(item(database)), contents.item(), Optional.of(database))
        .beginningWith(baseline(database));
  }

  private Optional<Baseline> baseline(PgDatabase database) {
    return database
        .baseline()
        .flatMap(
            path ->
                Optional.ofNullable(files.get(path))
                    .map(text -> new Baseline(database.name(), path, text)));
  }

  private Item item(PgDatabase database) {
    return DatabaseItem.of(database, principals, baseline(database).isPresent());
  }

  private ContentsItem contents(String name, Optional<PgDatabase> database) {
    Optional<String> owner = database.flatMap(PgDatabase::owner);
    ContentsItem contents =
        new ContentsItem(name)
            .privileges(owner.map(privileges::andFor).orElse(privileges))
            .hardened(principals);
    if (parameters.access().pgbouncerAuthQuery()) {
      contents.wishes(new PasswordLookup(principals, database).wishes());
    }
    return contents;
  }

  private static SchemaItem plain(String name) {
    return new SchemaItem(name, Optional.empty(), "create");
  }
}
