package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Outcome;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What probes said.
 *
 * @param byHost outcomes by probe, by host
 */
public record Answers(SortedMap<String, Map<Probe, Outcome>> byHost) {
  public Answers {
    byHost = Collections.unmodifiableSortedMap(new TreeMap<>(byHost));
  }

  public static Answers none() {
    return new Answers(new TreeMap<>());
  }

  public Optional<Outcome> of(String host, Probe probe) {
    return Optional.ofNullable(byHost.getOrDefault(host, Map.of()).get(probe));
  }
}
