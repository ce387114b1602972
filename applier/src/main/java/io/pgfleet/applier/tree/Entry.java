package io.pgfleet.applier.tree;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
 * @param expires when a payload of certificates stops being of use; empty for all others
 * @param lifeline whether a mistake in it can cut the way to the node
 * @param keys for a seed: the keys compared after it was written once
 */
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
    Optional<Instant> expires,
    List<String> secrets,
    boolean lifeline,
    List<String> keys) {

  public Entry {
    secrets = List.copyOf(secrets);
    keys = List.copyOf(keys);
  }

  /** Whether it has bytes in the tree. */
  public boolean hasPayload() {
    return kind.equals("file") || kind.equals("seed") || kind.equals("block");
  }

  /** The path, or {@code path#id} for a block: what the record and steps call this entry. */
  public String name() {
    return id.isEmpty() ? path : path + "#" + id;
  }
}
