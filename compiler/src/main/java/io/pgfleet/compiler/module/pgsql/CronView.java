package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.dialect.CronText;
import java.util.List;

/** The jobs of the server's account, as its own table has them. */
record CronView(List<Line> lines) {

  record Line(String text) {}

  static CronView of(PgInstance instance) {
    return new CronView(
        instance.parameters().business().pgCrontab().stream()
            .map(line -> new Line(CronText.line(line.strip())))
            .toList());
  }
}
