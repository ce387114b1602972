package io.pgfleet.applier.tree;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes small trees for tests, with manifests that fit their payloads. */
public final class TreeFolder {
  private final ObjectMapper mapper = new ObjectMapper();
  private final Path folder;
  private final Map<String, ArrayNode> entries = new LinkedHashMap<>();
  private final ObjectNode fleet = mapper.createObjectNode();
  private final ObjectNode hosts = mapper.createObjectNode();

  public TreeFolder(Path folder) {
    this.folder = folder;
    fleet.put("formatVersion", 1).put("environment", "test").put("compiler", "0.1.0");
    fleet.put("inputDigest", "0".repeat(64));
    fleet.putObject("nodes");
    fleet.putObject("groups");
    fleet.putObject("operations");
    fleet.putArray("phases");
  }

  public TreeFolder node(String host) {
    return node(host, host, 22);
  }

  /** A node that is reached some other way than by what it is called. */
  public TreeFolder node(String host, String address, int port) {
    entries.put(host, mapper.createArrayNode());
    hosts
        .putObject(host)
        .put("address", address)
        .put("port", port)
        .put("user", "admin")
        .put("become", true);
    return this;
  }

  /** Adds a step to a phase that is made on first use. */
  public TreeFolder step(String phase, String json) {
    ArrayNode phases = (ArrayNode) fleet.get("phases");
    for (var each : phases) {
      if (each.get("name").asText().equals(phase)) {
        ((ArrayNode) each.get("steps")).add(parse(json));
        return this;
      }
    }
    phases.addObject().put("name", phase).putArray("steps").add(parse(json));
    return this;
  }

  public TreeFolder file(String host, String step, String path, String text) {
    return file(host, step, path, text, "root");
  }

  /** A file that belongs to somebody. */
  public TreeFolder file(String host, String step, String path, String text, String owner) {
    write("nodes/" + host + "/files" + path, text);
    ObjectNode entry = entry(host, "file", path, step);
    entry.put("owner", owner).put("group", "root").put("mode", "0644");
    digest(entry, text);
    return this;
  }

  /** The entry that was added last expires then. */
  public TreeFolder expires(String host, String end) {
    ArrayNode list = entries.get(host);
    ((ObjectNode) list.get(list.size() - 1)).put("expires", end);
    return this;
  }

  /** The entry that was added last refers to a secret. */
  public TreeFolder secret(String host, String reference) {
    ArrayNode list = entries.get(host);
    ((ObjectNode) list.get(list.size() - 1)).putArray("secrets").add(reference);
    return this;
  }

  /** The entry that was added last can cut the way to the machine. */
  public TreeFolder lifeline(String host) {
    ArrayNode list = entries.get(host);
    ((ObjectNode) list.get(list.size() - 1)).put("lifeline", true);
    return this;
  }

  public TreeFolder block(String host, String step, String path, String id, String text) {
    write("nodes/" + host + "/blocks" + path + "/" + id, text);
    digest(entry(host, "block", path, step).put("id", id), text);
    return this;
  }

  public TreeFolder directory(String host, String step, String path) {
    ObjectNode entry = entry(host, "directory", path, step);
    entry.put("owner", "root").put("group", "root").put("mode", "0750");
    return this;
  }

  public TreeFolder link(String host, String step, String path, String target) {
    entry(host, "link", path, step).put("target", target);
    return this;
  }

  /** Adds a group with its members. */
  public TreeFolder group(String name, String... members) {
    ObjectNode group = ((ObjectNode) fleet.get("groups")).putObject(name).put("kind", "database");
    ArrayNode list = group.putArray("members");
    for (String member : members) {
      list.add(member);
    }
    group.putObject("files");
    return this;
  }

  /** Adds a group payload, such as {@code groups/main/roles.sql}. */
  public TreeFolder payload(String path, String text) {
    String group = path.split("/")[1];
    ObjectNode groups = (ObjectNode) fleet.get("groups");
    if (!groups.has(group)) {
      groups.putObject(group).put("kind", "database").putArray("members");
      ((ObjectNode) groups.get(group)).putObject("files");
    }
    ((ObjectNode) groups.get(group).get("files")).put(path, sha256(text));
    write(path, text);
    return this;
  }

  /**
   * Adds something that can be asked for by name.
   *
   * @param arguments as JSON
   * @param targets as JSON
   */
  public TreeFolder operation(String name, boolean confirm, String arguments, String targets) {
    ObjectNode operation = mapper.createObjectNode().put("formatVersion", 1);
    operation.put("name", name).put("module", "test").put("what", "does " + name);
    operation.put("about", "cluster").put("confirm", confirm);
    try {
      operation.set("arguments", mapper.readTree(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    operation.set("targets", parse(targets));
    String text = json(operation);
    write("operations/" + name + ".json", text);
    ((ObjectNode) fleet.get("operations")).put(name, sha256(text));
    return this;
  }

  /** Writes the manifests, and gives the folder. */
  public Path written() {
    entries.forEach(
        (host, list) -> {
          ObjectNode manifest = mapper.createObjectNode().put("formatVersion", 1);
          manifest.put("host", host).put("node", "node-" + host).set("entries", list);
          String path = "nodes/" + host + "/manifest.json";
          String text = json(manifest);
          write(path, text);
          ObjectNode member = ((ObjectNode) fleet.get("nodes")).putObject(host);
          member.put("node", "node-" + host).put("sha256", sha256(text)).putArray("roles");
        });
    write("manifest.json", json(fleet));
    ObjectNode connections = mapper.createObjectNode().put("formatVersion", 1);
    connections.set("hosts", hosts);
    write("connections.json", json(connections));
    return folder;
  }

  private ObjectNode entry(String host, String kind, String path, String step) {
    return entries
        .get(host)
        .addObject()
        .put("kind", kind)
        .put("path", path)
        .put("module", "test")
        .put("step", step);
  }

  private static void digest(ObjectNode entry, String text) {
    entry.put("sha256", sha256(text)).put("size", text.getBytes(StandardCharsets.UTF_8).length);
  }

  private static String sha256(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode parse(String json) {
    try {
      return (ObjectNode) mapper.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String json(ObjectNode node) {
    return node.toPrettyString() + "\n";
  }

  private void write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
