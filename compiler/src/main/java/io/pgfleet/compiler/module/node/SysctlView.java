package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeTuning;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Kernel settings of a node, sorted by key. */
record SysctlView(List<Setting> settings) {
  private static final String HUGE_PAGES = "vm.nr_hugepages";

  record Setting(String key, String value) {}

  /**
   * The profile, then the user's own settings.
   *
   * @param profile whether the profile's settings belong here rather than to a daemon
   */
  static SysctlView of(Node node, boolean profile) {
    NodeTuning tuning = node.parameters().tuning();
    SortedMap<String, String> settings = new TreeMap<>();
    if (profile) {
      settings.putAll(
          KernelProfile.of(tuning.nodeTune(), node.facts())
              .overcommitting(tuning.nodeOvercommitRatio())
              .settings());
    }
    settings.putAll(own(tuning));
    if (wantsHugePages(node)) {
      settings.remove(HUGE_PAGES);
    }
    return of(settings);
  }

  /** The huge pages alone, which the user's own setting can overrule. */
  static SysctlView hugePages(Node node) {
    NodeTuning tuning = node.parameters().tuning();
    HugePages pages =
        HugePages.of(
            node.facts().memoryBytes(), tuning.nodeHugepageCount(), tuning.nodeHugepageRatio());
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(HUGE_PAGES, own(tuning).getOrDefault(HUGE_PAGES, Long.toString(pages.count())));
    return of(settings);
  }

  /** Whether huge pages are part of what tunes the node. */
  static boolean wantsHugePages(Node node) {
    return !node.parameters().tuning().nodeTune().equals("none");
  }

  private static SortedMap<String, String> own(NodeTuning tuning) {
    SortedMap<String, String> own = new TreeMap<>();
    for (Map.Entry<String, Object> one : tuning.nodeSysctlParams().entrySet()) {
      own.put(ConfText.word(one.getKey()), ConfText.line(one.getValue().toString()));
    }
    return own;
  }

  private static SysctlView of(SortedMap<String, String> settings) {
    return new SysctlView(
        settings.entrySet().stream()
            .map(one -> new Setting(one.getKey(), one.getValue()))
            .toList());
  }
}
