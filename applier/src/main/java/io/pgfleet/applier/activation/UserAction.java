package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Account;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;

/** Makes an account. */
final class UserAction implements Action {

  @Override
  public void act(Machine machine, Step step, Due due) {
    Account account = new Details(step).account();
    Duration limit = Duration.ofSeconds(step.timeoutSeconds());
    Tried.to(
        due.verb() + " account " + account.name(), machine, machine.node().account(account, limit));
  }
}
