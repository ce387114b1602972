package io.pgfleet.applier.activation;

import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.util.List;

/** Installs packages. */
final class PackagesAction implements Action {

  @Override
  public void act(Machine machine, Step step, Due due) {
    List<String> packages = new Details(step).packages();
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    Tried.to("install packages", machine, machine.node().install(packages, limit));
  }
}
