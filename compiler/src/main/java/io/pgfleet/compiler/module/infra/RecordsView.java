package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;

/** Records of the name server, in the form of {@code /etc/hosts}. */
record RecordsView(List<Line> lines) {

  record Line(String text) {}

  static RecordsView of(List<String> records) {
    return new RecordsView(records.stream().map(one -> new Line(ConfText.line(one))).toList());
  }
}
