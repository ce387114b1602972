package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.Version;
import io.pgfleet.compiler.module.dialect.IniText;
import java.util.List;

/**
 * What {@code pgbackrest.conf} says.
 *
 * <p>Source of the numbers of processes: the reference's template.
 */
record PgbackrestView(
    String stanza,
    String data,
    int port,
    String log,
    String spool,
    int processes,
    int restoreProcesses,
    List<Setting> repository) {

  static PgbackrestView of(Fleet fleet, PgInstance instance) {
    int cpu = instance.node().facts().cpu();
    Version version = fleet.packagesOn(instance.node()).program("pgbackrest").version();
    return new PgbackrestView(
        IniText.value(instance.cluster()),
        IniText.value(instance.parameters().bootstrap().pgData()),
        instance.parameters().bootstrap().pgPort(),
        IniText.value(instance.parameters().backup().pgbackrestLogDir()),
        ClusterPaths.LINK + "/spool",
        Bounds.clamp((cpu + 3) / 4, 2, 4),
        Math.min(cpu, 8),
        Repository.of(instance).settings(instance.cluster(), version));
  }
}
