package io.pgfleet.applier.tree;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A tree as it is in a commit. */
final class CommitFiles implements TreeFiles {
  private final Repository repository;
  private final ObjectId root;
  private final String prefix;

  /**
   * @param root id of the commit's tree object
   * @param prefix folder of the compiled tree in the repository, such as {@code out/prod/}
   */
  CommitFiles(Repository repository, ObjectId root, String prefix) {
    this.repository = repository;
    this.root = root;
    this.prefix = prefix;
  }

  @Override
  public Optional<byte[]> read(String path) {
    try (TreeWalk walk = TreeWalk.forPath(repository, prefix + path, root)) {
      if (walk == null || !isFile(walk.getFileMode(0))) {
        return Optional.empty();
      }
      return Optional.of(repository.open(walk.getObjectId(0)).getBytes());
    } catch (IOException e) {
      throw new TreeException(shown(path) + ": cannot be read from git: " + e.getMessage());
    }
  }

  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  @Override
  public String shown(String path) {
    return prefix + path;
  }
}
