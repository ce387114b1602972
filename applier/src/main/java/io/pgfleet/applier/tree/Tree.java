package io.pgfleet.applier.tree;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A compiled tree, verified: every payload is the one that its manifest names.
 *
 * <p>Payload paths are relative to the tree, such as {@code groups/main/roles.sql} or {@code
 * nodes/10.0.0.1/files/etc/motd}.
 */
public final class Tree {
  /** The phase in which all steps of an operation are. */
  public static final String OPERATION = "operation";

  static final String CONNECTIONS = "connections.json";

  private final FleetManifest manifest;
  private final SortedMap<String, NodeManifest> nodes;
  private final SortedMap<String, byte[]> payloads;
  private final SortedMap<String, Connection> connections;
  private final SortedMap<String, Operation> operations;
  private final Commit commit;

  private Tree(
      FleetManifest manifest,
      SortedMap<String, NodeManifest> nodes,
      SortedMap<String, byte[]> payloads,
      SortedMap<String, Connection> connections,
      SortedMap<String, Operation> operations,
      Commit commit) {
    this.manifest = manifest;
    this.nodes = nodes;
    this.payloads = payloads;
    this.connections = connections;
    this.operations = operations;
    this.commit = commit;
  }

  /**
   * Reads the tree in a folder.
   *
   * @param folder such as {@code out/prod}
   * @throws TreeException with everything that is wrong
   */
  public static Tree read(Path folder) {
    try (Checkout checkout = Checkout.around(folder)) {
      return of(new FolderFiles(folder), checkout.commit(folder));
    }
  }

  /**
   * Reads the tree as it was in a commit.
   *
   * @param folder where the tree is in the checkout
   * @param commit id, branch or tag
   */
  public static Tree read(Path folder, String commit) {
    try (Checkout checkout = Checkout.around(folder)) {
      Commit id = checkout.resolve(commit);
      return of(checkout.files(folder, id), id);
    }
  }

  /**
   * Only how to reach the hosts; there even while the rest cannot be compiled yet.
   *
   * @throws TreeException when it is missing or cannot be read
   */
  public static SortedMap<String, Connection> connections(Path folder) {
    return connections(new FolderFiles(folder));
  }

  private static SortedMap<String, Connection> connections(TreeFiles files) {
    return Collections.unmodifiableSortedMap(
        ManifestReader.connections(files.shown(CONNECTIONS), required(files, CONNECTIONS)));
  }

  private static Tree of(TreeFiles files, Commit commit) {
    FleetManifest fleet =
        ManifestReader.fleet(files.shown("manifest.json"), required(files, "manifest.json"));
    TreeCheck check = new TreeCheck(files, fleet);
    SortedMap<String, NodeManifest> nodes = check.nodes();
    SortedMap<String, byte[]> payloads = check.payloads(nodes);
    SortedMap<String, Connection> connections = connections(files);
    SortedMap<String, Operation> operations = check.operations();
    check.throwIfProblems();
    return new Tree(fleet, nodes, payloads, connections, operations, commit);
  }

  private static byte[] required(TreeFiles files, String path) {
    return files
        .read(path)
        .orElseThrow(
            () -> new TreeException(files.shown(path) + ": does not exist; run compile first"));
  }

  public FleetManifest manifest() {
    return manifest;
  }

  public String environment() {
    return manifest.environment();
  }

  public List<Phase> phases() {
    return manifest.phases();
  }

  /** Every step, in order. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    manifest.phases().forEach(phase -> steps.addAll(phase.steps()));
    return steps;
  }

  /** By inventory host. */
  public SortedMap<String, NodeManifest> nodes() {
    return nodes;
  }

  /** What a host should hold, sorted; nothing for a host that is not in the tree. */
  public List<Entry> entries(String host) {
    return Optional.ofNullable(nodes.get(host)).map(NodeManifest::entries).orElse(List.of());
  }

  /** By inventory host. */
  public SortedMap<String, Connection> connections() {
    return connections;
  }

  /** What can be asked for, by name. */
  public SortedMap<String, Operation> operations() {
    return Collections.unmodifiableSortedMap(operations);
  }

  /**
   * The part of this tree that matters to some machines, with other steps than a run has.
   *
   * @param hosts inventory hosts
   * @param steps what to do instead
   */
  public Tree doing(Collection<String> hosts, List<Step> steps) {
    SortedMap<String, NodeManifest> some = new TreeMap<>(nodes);
    some.keySet().retainAll(hosts);
    return new Tree(
        manifest.with(List.of(new Phase(OPERATION, steps))),
        some,
        payloads,
        connections,
        operations,
        commit);
  }

  /**
   * The tree of a host that left: nothing is to be on it.
   *
   * @param past how it is reached
   */
  public Tree leaving(PastHost past) {
    String host = past.host();
    return new Tree(
        manifest.of(host),
        one(host, new NodeManifest(host, host, List.of())),
        Collections.emptySortedMap(),
        one(host, past.connection()),
        Collections.emptySortedMap(),
        commit);
  }

  private static <V> SortedMap<String, V> one(String host, V value) {
    return new TreeMap<>(Map.of(host, value));
  }

  public Commit commit() {
    return commit;
  }

  /**
   * The bytes of a payload, secret references unresolved.
   *
   * @throws TreeException when the tree has no such payload
   */
  public byte[] payload(String path) {
    byte[] bytes = payloads.get(path);
    if (bytes == null) {
      throw new TreeException(path + ": is not a payload of this tree; compile again");
    }
    return bytes.clone();
  }

  /** The bytes of an entry of a host. */
  public byte[] payload(String host, Entry entry) {
    return payload(payloadPath(host, entry));
  }

  /** Where the bytes of an entry are in the tree. */
  static String payloadPath(String host, Entry entry) {
    if (entry.kind().equals("block")) {
      return "nodes/" + host + "/blocks" + entry.path() + "/" + entry.id();
    }
    return "nodes/" + host + "/files" + entry.path();
  }

  /** Tells one tree from another: everything that a host should hold, and every step. */
  public String digest() {
    StringBuilder text = new StringBuilder();
    manifest.nodes().forEach((host, node) -> text.append(host).append(node.sha256()).append('\n'));
    digests().forEach((path, sha256) -> text.append(path).append(sha256).append('\n'));
    manifest.phases().forEach(text::append);
    return Digests.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Payload paths and their bytes' digests, for what steps consume. */
  public SortedMap<String, String> digests() {
    SortedMap<String, String> digests = new TreeMap<>();
    payloads.forEach((path, bytes) -> digests.put(path, Digests.sha256(bytes)));
    return digests;
  }
}
