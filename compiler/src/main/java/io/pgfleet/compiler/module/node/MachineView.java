package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.parameter.NodeTuning;
import java.util.ArrayList;
import java.util.List;

/** What a node asks of its machine, a word and its value in each line. */
record MachineView(List<Setting> settings) {
  /** KiB that a disk reads beyond what was asked for. */
  private static final int READ_AHEAD = 4096;

  record Setting(String line) {}

  static MachineView of(NodeTuning tuning) {
    List<Setting> settings = new ArrayList<>();
    if (tuning.nodeDisableSwap()) {
      settings.add(new Setting("swap off"));
    }
    if (tuning.nodeDiskPrefetch()) {
      settings.add(new Setting("read-ahead " + READ_AHEAD));
    }
    if (tuning.nodeDisableNuma()) {
      settings.add(new Setting("numa off"));
    }
    return new MachineView(settings);
  }
}
