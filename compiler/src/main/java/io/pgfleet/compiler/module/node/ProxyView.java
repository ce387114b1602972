package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The proxy that package managers reach others' repositories through.
 *
 * @param http for addresses without TLS
 * @param https for those with it
 * @param direct hosts that need none
 */
record ProxyView(String http, String https, List<Direct> direct) {

  record Direct(String host) {}

  /** Empty when the environment names none. */
  static Optional<ProxyView> of(Map<String, String> environment) {
    Map<String, String> lower = new TreeMap<>();
    environment.forEach(
        (name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value == null ? "" : value));
    String any = lower.getOrDefault("all_proxy", "");
    String http = or(lower.get("http_proxy"), any);
    String https = or(lower.get("https_proxy"), http);
    if (https.isEmpty()) {
      return Optional.empty();
    }
    List<Direct> direct = new ArrayList<>();
    Arrays.stream(lower.getOrDefault("no_proxy", "").split("[\\s,]+"))
        // apt knows hosts, not networks or patterns
        .filter(one -> one.matches("[A-Za-z0-9.-]+"))
        .map(Direct::new)
        .forEach(direct::add);
    return Optional.of(
        new ProxyView(ConfText.word(or(http, https)), ConfText.word(https), List.copyOf(direct)));
  }

  private static String or(String value, String other) {
    return value == null || value.isEmpty() ? other : value;
  }
}
