package io.pgfleet.applier.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what the manifests name, and collects everything that is not as they say. */
final class TreeCheck {
  private final TreeFiles files;
  private final FleetManifest fleet;
  private final List<String> problems = new ArrayList<>();

  TreeCheck(TreeFiles files, FleetManifest fleet) {
    this.files = files;
    this.fleet = fleet;
  }

  /** The manifest of every node. */
  SortedMap<String, NodeManifest> nodes() {
    SortedMap<String, NodeManifest> nodes = new TreeMap<>();
    EntryCheck entries = new EntryCheck(fleet.phases());
    fleet
        .nodes()
        .forEach(
            (host, member) -> {
              String path = "nodes/" + host + "/manifest.json";
              read(path, member.sha256())
                  .map(bytes -> ManifestReader.node(files.shown(path), bytes))
                  .ifPresent(
                      node -> {
                        entries.problems(host, node).forEach(problem -> add(path, problem));
                        nodes.put(host, node);
                      });
            });
    return Collections.unmodifiableSortedMap(nodes);
  }

  /** The bytes of every payload that a manifest names. */
  SortedMap<String, byte[]> payloads(SortedMap<String, NodeManifest> nodes) {
    SortedMap<String, byte[]> payloads = new TreeMap<>();
    nodes.forEach(
        (host, node) -> {
          for (Entry entry : node.entries()) {
            if (entry.hasPayload()) {
              collect(payloads, Tree.payloadPath(host, entry), entry.sha256());
            }
          }
        });
    fleet
        .groups()
        .values()
        .forEach(group -> group.files().forEach((path, sha) -> collect(payloads, path, sha)));
    checkSteps(payloads);
    return payloads;
  }

  /** What can be asked for, by name. */
  SortedMap<String, Operation> operations() {
    SortedMap<String, Operation> operations = new TreeMap<>();
    fleet
        .operations()
        .forEach(
            (name, sha256) -> {
              String path = OperationReader.path(name);
              if (!TreePaths.isSafe("/" + path)) {
                add("manifest.json", "'" + name + "' is no name for an operation");
                return;
              }
              read(path, sha256)
                  .map(bytes -> OperationReader.read(files.shown(path), bytes))
                  .ifPresent(operation -> operations.put(name, operation));
            });
    return operations;
  }

  void throwIfProblems() {
    if (!problems.isEmpty()) {
      throw new TreeException(problems);
    }
  }

  private void collect(SortedMap<String, byte[]> payloads, String path, String sha256) {
    if (!TreePaths.isSafe("/" + path)) {
      add("manifest.json", "payload path '" + path + "' is not a plain relative path");
      return;
    }
    read(path, sha256).ifPresent(bytes -> payloads.put(path, bytes));
  }

  private Optional<byte[]> read(String path, String sha256) {
    Optional<byte[]> bytes = files.read(path);
    if (bytes.isEmpty()) {
      add(path, "is named by a manifest but does not exist");
      return bytes;
    }
    if (!Digests.sha256(bytes.get()).equals(sha256)) {
      add(path, "is not the content that its manifest names (sha256 differs)");
      return Optional.empty();
    }
    return bytes;
  }

  private void checkSteps(SortedMap<String, byte[]> payloads) {
    List<String> ids = new ArrayList<>();
    for (Phase phase : fleet.phases()) {
      for (Step step : phase.steps()) {
        if (ids.contains(step.id())) {
          add("manifest.json", "two steps have the id '" + step.id() + "'");
        }
        ids.add(step.id());
        for (String payload : payloadsOf(step)) {
          if (!payloads.containsKey(payload)) {
            add("manifest.json", "step '" + step.id() + "' needs the payload '" + payload + "'");
          }
        }
        for (String host : step.nodes()) {
          if (!fleet.nodes().containsKey(host)) {
            add("manifest.json", "step '" + step.id() + "' runs on unknown node '" + host + "'");
          }
        }
      }
    }
  }

  private static List<String> payloadsOf(Step step) {
    List<String> payloads = new ArrayList<>();
    step.guard().flatMap(Step.Guard::stdin).ifPresent(payloads::add);
    JsonNode details = step.details();
    switch (step.kind()) {
      case "run" -> addText(payloads, details.path("stdin"));
      case "sql" -> {
        addText(payloads, details.path("probe"));
        details.path("items").forEach(item -> addText(payloads, item.path("file")));
      }
      case "live" -> addText(payloads, details.path("document"));
      default -> {
        // other kinds name no payload of their own
      }
    }
    return payloads;
  }

  private static void addText(List<String> payloads, JsonNode value) {
    if (value.isTextual()) {
      payloads.add(value.textValue());
    }
  }

  private void add(String path, String problem) {
    problems.add(files.shown(path) + ": " + problem + "; compile again");
  }
}
