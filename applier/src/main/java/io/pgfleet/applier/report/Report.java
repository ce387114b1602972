package io.pgfleet.applier.report;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.plan.Plan;

/** Says what a run would do and what it did. */
public interface Report {

  /** What a run would do, as a complete text. */
  String of(Plan plan);

  /** What a run did, as a complete text. */
  String of(Plan plan, RunResult result);
}
