package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.render.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The top manifest of a tree: its nodes, groups, phases and steps. */
final class FleetManifest {
  static final int FORMAT_VERSION = 1;

  private final Fleet fleet;
  private final Provenance provenance;

  FleetManifest(Fleet fleet, Provenance provenance) {
    this.fleet = fleet;
    this.provenance = provenance;
  }

  byte[] json(SortedMap<String, byte[]> files, Payloads payloads, Map<Phase, List<Step>> phases) {
    Map<String, Object> json = new TreeMap<>();
    json.put("formatVersion", FORMAT_VERSION);
    json.put("environment", fleet.environment());
    json.put("compiler", provenance.compiler());
    json.put("inputDigest", provenance.inputDigest());
    json.put("nodes", nodes(files));
    json.put("groups", groups(payloads, phases));
    json.put("operations", operations(files));
    json.put("phases", phases(phases));
    return Json.bytes(json);
  }

  private Map<String, Object> nodes(SortedMap<String, byte[]> files) {
    Map<String, List<String>> roles = Groups.rolesByHost(fleet);
    Map<String, String> digests = digests(files);
    Map<String, Object> nodes = new TreeMap<>();
    for (Node node : fleet.nodes()) {
      Map<String, Object> one = new TreeMap<>();
      one.put("node", node.name());
      one.put("roles", roles.get(node.host()));
      one.put("sha256", digests.get(node.host()));
      nodes.put(node.host(), one);
    }
    return nodes;
  }

  private static Map<String, Object> operations(SortedMap<String, byte[]> files) {
    Map<String, Object> operations = new TreeMap<>();
    files
        .subMap(Operations.FOLDER, Operations.FOLDER + Character.MAX_VALUE)
        .forEach(
            (path, content) ->
                Operations.nameAt(path)
                    .ifPresent(name -> operations.put(name, Sha256.of(content))));
    return operations;
  }

  /** Of the nodes' manifests; long documents, so on all cores. */
  private Map<String, String> digests(SortedMap<String, byte[]> files) {
    return fleet.nodes().parallelStream()
        .map(Node::host)
        .collect(
            Collectors.toMap(
                host -> host, host -> Sha256.of(files.get("nodes/" + host + "/manifest.json"))));
  }

  /** Only groups that own a payload or a step; others mean nothing to a reader of the tree. */
  private Map<String, Object> groups(Payloads payloads, Map<Phase, List<Step>> phases) {
    Set<String> used = new TreeSet<>();
    phases.values().stream()
        .flatMap(List::stream)
        .forEach(step -> step.where().group().ifPresent(used::add));
    Map<String, Object> groups = new TreeMap<>();
    Groups.of(fleet)
        .forEach(
            (name, group) -> {
              if (used.contains(name) || !payloads.of(name).isEmpty()) {
                groups.put(name, group(name, group, payloads));
              }
            });
    return groups;
  }

  private static Map<String, Object> group(String name, Groups.Group group, Payloads payloads) {
    Map<String, Object> files = new TreeMap<>();
    payloads.of(name).forEach((path, content) -> files.put(path, content.sha256()));
    Map<String, Object> json = new TreeMap<>();
    json.put("kind", group.kind());
    json.put("members", group.members());
    json.put("files", files);
    return json;
  }

  private static List<Object> phases(Map<Phase, List<Step>> phases) {
    List<Object> json = new ArrayList<>();
    for (Map.Entry<Phase, List<Step>> phase : phases.entrySet()) {
      Map<String, Object> one = new TreeMap<>();
      one.put("name", phase.getKey().word());
      one.put("steps", phase.getValue().stream().map(StepJson::of).toList());
      json.add(one);
    }
    return json;
  }
}
