package io.pgfleet.applier.cli;

import io.pgfleet.applier.report.JsonReport;
import io.pgfleet.applier.report.LineReport;
import io.pgfleet.applier.report.Report;
import io.pgfleet.applier.report.TextReport;

/** For whom the data on standard output is. */
enum Output {
  text,
  json,
  ndjson;

  Report report() {
    return switch (this) {
      case text -> new TextReport();
      case json -> new JsonReport();
      case ndjson -> new LineReport();
    };
  }
}
