package io.pgfleet.applier.activation;

import io.pgfleet.applier.plan.Due;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which machines a step takes at once.
 *
 * <p>Starting what does not run disturbs nobody: members of a quorum that are all down have to
 * start together, since the first would wait for the others for ever.
 */
final class Batches {
  private final World world;

  Batches(World world) {
    this.world = world;
  }

  List<Map<String, Due>> of(Step step, Map<String, Due> due) {
    Map<String, Due> starting = new LinkedHashMap<>();
    Map<String, Due> disturbed = new LinkedHashMap<>();
    boolean together = step.strategy().kind().equals("all") && step.disruption().isPresent();
    due.forEach(
        (host, verdict) -> {
          boolean starts = together && verdict.verb().equals("start");
          (starts ? starting : disturbed).put(host, verdict);
        });
    List<Map<String, Due>> batches = new ArrayList<>();
    if (!starting.isEmpty()) {
      batches.add(starting);
    }
    batches.addAll(chunks(ordered(step, disturbed), size(step)));
    return batches;
  }

  private int size(Step step) {
    if (step.disruption().isPresent() || step.strategy().kind().equals("last")) {
      return 1;
    }
    return step.strategy().kind().equals("batch")
        ? Math.max(1, step.strategy().size())
        : Integer.MAX_VALUE;
  }

  private Map<String, Due> ordered(Step step, Map<String, Due> due) {
    Map<String, Due> ordered = new LinkedHashMap<>();
    world.ordered(step, due.keySet()).forEach(host -> ordered.put(host, due.get(host)));
    return ordered;
  }

  private static List<Map<String, Due>> chunks(Map<String, Due> due, int size) {
    List<Map<String, Due>> chunks = new ArrayList<>();
    Map<String, Due> chunk = new LinkedHashMap<>();
    for (Map.Entry<String, Due> one : due.entrySet()) {
      chunk.put(one.getKey(), one.getValue());
      if (chunk.size() == size) {
        chunks.add(chunk);
        chunk = new LinkedHashMap<>();
      }
    }
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
    }
    return chunks;
  }
}
