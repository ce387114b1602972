package io.pgfleet.applier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgfleet.applier.plan.Desired;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Kind;
import io.pgfleet.applier.sync.Contents;
import io.pgfleet.applier.tree.Digests;
import io.pgfleet.applier.tree.Entry;
import io.pgfleet.applier.tree.NodeManifest;
import io.pgfleet.applier.tree.Step;
import io.pgfleet.applier.tree.Tree;
import io.pgfleet.applier.tree.TreeException;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tree with its secrets resolved: the bytes for machines, and what they should be. */
final class ResolvedTree implements Contents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Tree tree;
  private final Resolver secrets;

  ResolvedTree(Tree tree, Resolver secrets) {
    this.tree = tree;
    this.secrets = secrets;
  }

  @Override
  public byte[] of(String host, Entry entry) {
    return secrets.resolve(host + ":" + entry.name(), tree.payload(host, entry));
  }

  @Override
  public byte[] payload(String path) {
    return secrets.resolve(path, tree.payload(path));
  }

  Desired desired() {
    SortedMap<String, Desired.Holding> nodes = new TreeMap<>();
    tree.nodes().forEach((host, node) -> nodes.put(host, holding(node)));
    SortedMap<String, String> payloads = new TreeMap<>();
    for (String path : tree.digests().keySet()) {
      if (path.startsWith("groups/")) {
        payloads.put(path, Digests.sha256(payload(path)));
      }
    }
    return new Desired(
        tree.environment(),
        tree.commit().text(),
        nodes,
        payloads,
        groups(),
        documents(),
        tree.phases());
  }

  private Desired.Holding holding(NodeManifest node) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    SortedMap<String, String> sha256 = new TreeMap<>();
    for (Entry entry : node.entries()) {
      entries.put(entry.name(), entry);
      if (entry.hasPayload()) {
        boolean plain = entry.secrets().isEmpty();
        sha256.put(entry.name(), plain ? entry.sha256() : Digests.sha256(of(node.host(), entry)));
      }
    }
    return new Desired.Holding(node.host(), node.node(), entries, sha256);
  }

  private SortedMap<String, List<String>> groups() {
    SortedMap<String, List<String>> groups = new TreeMap<>();
    tree.manifest().groups().forEach((name, group) -> groups.put(name, group.members()));
    return groups;
  }

  private SortedMap<String, JsonNode> documents() {
    SortedMap<String, JsonNode> documents = new TreeMap<>();
    for (Step step : tree.steps()) {
      if (Kind.of(step) == Kind.LIVE) {
        String path = new Details(step).document();
        documents.put(path, document(path));
      }
    }
    return documents;
  }

  private JsonNode document(String path) {
    try {
      JsonNode document = JSON.readTree(payload(path));
      if (document.isObject()) {
        return document;
      }
    } catch (IOException broken) {
      throw new TreeException(path + ": is not JSON; compile again");
    }
    throw new TreeException(path + ": is not a JSON object; compile again");
  }
}
