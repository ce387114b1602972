package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.IniText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Repositories as dnf reads them. */
record RepositoryView(List<Section> sections) {

  record Section(String name, List<Option> options) {}

  record Option(String key, String value) {}

  static RepositoryView of(List<NodeRepository> repositories) {
    return new RepositoryView(repositories.stream().map(RepositoryView::section).toList());
  }

  private static Section section(NodeRepository one) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("name", one.description());
    options.put("baseurl", one.address());
    options.put("enabled", "1");
    options.put("gpgcheck", one.key().isEmpty() ? "0" : "1");
    if (!one.key().isEmpty()) {
      options.put("gpgkey", one.key());
    }
    // packages whose names a module of the system's has too are no longer hidden by it
    options.put("module_hotfixes", "1");
    if (one.local()) {
      // what was gathered is what everybody gets, and it is reached without a proxy
      options.put("priority", "10");
      options.put("proxy", "");
    }
    options.putAll(one.options());
    List<Option> lines = new ArrayList<>();
    options.forEach((key, value) -> lines.add(new Option(IniText.key(key), IniText.value(value))));
    return new Section(IniText.key(one.name()), lines);
  }
}
