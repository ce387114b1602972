package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.render.Rendered;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that a node holds, as its manifest lists it.
 *
 * @param kind file, directory, link or block
 * @param id of a block inside its file; empty for other kinds
 * @param type name of its artifact type; empty for directories and links
 * @param target where a link points; empty for other kinds
 */
record Entry(
    String kind,
    String path,
    String id,
    String step,
    String type,
    String target,
    Optional<Ownership> ownership,
    Optional<Rendered> payload) {

  /** The path, or {@code path#id} for a block: what steps call it. */
  String name() {
    return id.isEmpty() ? path : path + "#" + id;
  }

  /** Where its payload stands below the node's folder in the tree. */
  String payloadPath() {
    return id.isEmpty() ? "files" + path : "blocks" + path + "/" + id;
  }

  Map<String, Object> json(String module) {
    Map<String, Object> json = new TreeMap<>();
    json.put("kind", kind);
    json.put("path", path);
    json.put("module", module);
    json.put("step", step);
    if (!kind.equals("directory") && Lifelines.has(path)) {
      json.put("lifeline", true);
    }
    putUnlessEmpty(json, "id", id);
    putUnlessEmpty(json, "type", type);
    putUnlessEmpty(json, "target", target);
    ownership.ifPresent(
        who -> {
          json.put("owner", who.owner());
          json.put("group", who.group());
          json.put("mode", who.mode());
        });
    payload.ifPresent(
        content -> {
          json.put("sha256", content.sha256());
          json.put("size", content.bytes().length);
          content.expires().ifPresent(end -> json.put("expires", end));
          if (!content.secrets().isEmpty()) {
            json.put("secrets", content.secrets());
          }
        });
    return json;
  }

  private static void putUnlessEmpty(Map<String, Object> json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }
}
