package io.pgfleet.compiler.module;

/** Something the tree holds for a node or for a group. */
public sealed interface Artifact {

  /** A whole file on a node. {@code step} is the id of the place step that puts it there. */
  record File(
      ArtifactType type,
      String host,
      String path,
      Ownership ownership,
      String step,
      Content content)
      implements Artifact {}

  /** Lines owned inside a file that is shared with others; {@code id} names them in its markers. */
  record Block(ArtifactType type, String host, String path, String id, String step, Content content)
      implements Artifact {}

  /** A directory. */
  record Directory(String host, String path, Ownership ownership, String step)
      implements Artifact {}

  /** A symbolic link. */
  record Link(String host, String path, String target, String step) implements Artifact {}

  /**
   * A payload that belongs to a group and to no host, at {@code groups/<group>/<name>}: SQL, a
   * dynamic configuration.
   */
  record Payload(ArtifactType type, String group, String name, Content content)
      implements Artifact {}
}
