package io.pgfleet.applier.tree;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One thing that a node should hold.
 *
 * @param kind file, directory, link, block or seed
 * @param path absolute path on the node
 * @param id of a block inside the file; empty for other kinds
 * @param owner user name; empty for links and blocks
 * @param mode four octal digits; empty for links and blocks
 * @param target where a link points; empty for other kinds
 * @param step id of the place step that puts it there
 * @param type what kind of artifact it is, for people
 * @param sha256 lower case hex of the payload, secret references unresolved; empty without payload
 * @param secrets references in the payload, such as {@code name@revision|filter}
 * @param keys for a seed: the keys compared after it was written once
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Entry(
    String kind,
    String path,
    String id,
    String owner,
    String group,
    String mode,
    String target,
    String module,
    String step,
    String type,
    String sha256,
    long size,
    List<String> secrets,
    List<String> keys) {

  public Entry {
    id = text(id);
    owner = text(owner);
    group = text(group);
    mode = text(mode);
    target = text(target);
    module = text(module);
    step = text(step);
    type = text(type);
    sha256 = text(sha256);
    secrets = secrets == null ? List.of() : List.copyOf(secrets);
    keys = keys == null ? List.of() : List.copyOf(keys);
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  /** The path, or {@code path#id} for a block: what the record and steps call this entry. */
  public String name() {
    return id.isEmpty() ? path : path + "#" + id;
  }
}
