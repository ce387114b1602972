package io.pgfleet.compiler.module.node;

import java.util.List;

/** A file of the tuned daemon: sections of {@code key=value} lines. */
record TunedView(List<Section> sections) {

  record Section(String name, List<Setting> settings) {}

  record Setting(String line) {}
}
