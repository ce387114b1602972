package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Step;
import java.util.List;

/** Steps of this package for one cluster: their ids end in its name. */
record ClusterSteps(String cluster, List<String> hosts) {
  private static final String MODULE = "pgsql";

  ClusterSteps {
    hosts = List.copyOf(hosts);
  }

  static ClusterSteps of(PgCluster cluster) {
    return new ClusterSteps(
        cluster.name(), cluster.instances().stream().map(one -> one.node().host()).toList());
  }

  ClusterSteps on(List<String> others) {
    return new ClusterSteps(cluster, others);
  }

  String id(String name) {
    return MODULE + "." + name + "@" + cluster;
  }

  Step step(String name, String title, Action action) {
    return Step.of(id(name), title + " of " + cluster, MODULE, Step.Where.each(hosts), action);
  }

  Step place(String name, String title) {
    return step(name, title, new Action.Place());
  }

  /** One member at a time, for what cuts connections. */
  Step oneByOne(Step step) {
    Step.Where where = step.where().strategy(Step.Strategy.batch(1));
    return Step.of(step.id(), step.title(), MODULE, where, step.action()).when(step.when());
  }

  /** Due when the named step acted. */
  Step gate(String name, String title, String after, Action.Gate gate) {
    return step(name, title, gate).when(Step.When.after(id(after)));
  }
}
