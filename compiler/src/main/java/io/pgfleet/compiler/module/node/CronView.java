package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.CronText;
import java.util.List;

/** The user's lines for the node's scheduler, each with the account that it runs as. */
record CronView(List<Line> lines) {

  record Line(String text) {}

  static CronView of(List<String> lines) {
    return new CronView(lines.stream().map(one -> new Line(CronText.line(one.strip()))).toList());
  }
}
