package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeTuning;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kernel settings of a node, sorted by key. */
record SysctlView(List<Setting> settings) {

  record Setting(String key, String value) {}

  /** The profile, then what single parameters say, then the user's own settings. */
  static SysctlView of(Node node) {
    NodeTuning tuning = node.parameters().tuning();
    SortedMap<String, String> settings =
        new TreeMap<>(KernelProfile.of(tuning.nodeTune(), node.facts()).settings());
    if (tuning.nodeOvercommitRatio() > 0) {
      settings.put("vm.overcommit_memory", "2");
      settings.put("vm.overcommit_ratio", String.valueOf(tuning.nodeOvercommitRatio()));
    }
    HugePages pages =
        HugePages.of(
            node.facts().memoryBytes(), tuning.nodeHugepageCount(), tuning.nodeHugepageRatio());
    if (!tuning.nodeTune().equals("none")) {
      settings.put("vm.nr_hugepages", String.valueOf(pages.count()));
    }
    for (Map.Entry<String, Object> own : tuning.nodeSysctlParams().entrySet()) {
      settings.put(ConfText.word(own.getKey()), ConfText.line(own.getValue().toString()));
    }
    return new SysctlView(
        settings.entrySet().stream()
            .map(one -> new Setting(one.getKey(), one.getValue()))
            .toList());
  }
}
