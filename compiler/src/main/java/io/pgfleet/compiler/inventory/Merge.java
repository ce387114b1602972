package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.util.Map;

/** YAML 1.1's merge key: the mapping's own keys win, then earlier mappings before later ones. */
final class Merge {
  private Merge() {}

  static void into(Map<String, Setting> merged, Setting setting, Diagnostics diagnostics) {
    if (setting.value() instanceof Value.Sequence sequence) {
      sequence.items().forEach(one -> into(merged, new Setting(setting.name(), one), diagnostics));
      return;
    }
    if (setting.value() instanceof Value.Mapping mapping) {
      mapping.settings().forEach(merged::putIfAbsent);
      return;
    }
    diagnostics.error(
        "Y012", setting.name(), "'<<' merges mappings only", "let it refer to a mapping");
  }
}
