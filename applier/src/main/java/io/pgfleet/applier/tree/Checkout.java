package io.pgfleet.applier.tree;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The git checkout around a tree; there need not be one. */
public final class Checkout implements AutoCloseable {
  private final Optional<Repository> repository;

  private Checkout(Optional<Repository> repository) {
    this.repository = repository;
  }

  /** Finds the checkout that a folder lies in. */
  public static Checkout around(Path folder) {
    RepositoryBuilder builder =
        new RepositoryBuilder().findGitDir(folder.toAbsolutePath().normalize().toFile());
    if (builder.getGitDir() == null) {
      return new Checkout(Optional.empty());
    }
    try {
      return new Checkout(Optional.of(builder.setMustExist(true).build()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the git repository " + builder.getGitDir(), e);
    }
  }

  /** The commit that is checked out, and whether the tree in the folder differs from it. */
  public Commit commit(Path folder) {
    if (repository.isEmpty()) {
      return new Commit("", true);
    }
    try {
      ObjectId head = repository.get().resolve(Constants.HEAD);
      if (head == null) {
        return new Commit("", true);
      }
      return new Commit(head.name(), !committed(folder, head).equals(present(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checked out commit", e);
    }
  }

  /**
   * The commit a name stands for.
   *
   * @throws TreeException when there is none
   */
  public Commit resolve(String name) {
    try {
      ObjectId id =
          find(name)
              .orElseThrow(
                  () ->
                      new TreeException("commit '" + name + "' is not in this checkout; fetch it"));
      return new Commit(id.name(), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the commit " + name, e);
    }
  }

  /** Whether a commit is another one or comes after it; unknown commits come after none. */
  public boolean descends(String commit, String ancestor) {
    if (repository.isEmpty()) {
      return commit.equals(ancestor);
    }
    try (RevWalk walk = new RevWalk(repository.get())) {
      Optional<ObjectId> from = find(commit);
      Optional<ObjectId> to = find(ancestor);
      return from.isPresent()
          && to.isPresent()
          && walk.isMergedInto(walk.parseCommit(to.get()), walk.parseCommit(from.get()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compare " + commit + " with " + ancestor, e);
    }
  }

  private Optional<ObjectId> find(String name) throws IOException {
    if (repository.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(repository.get().resolve(name + "^{commit}"));
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  /**
   * A file as it was in a commit; nothing when there was none.
   *
   * @param folder of the checkout
   * @param name of the file in it
   */
  public Optional<byte[]> read(Path folder, String name, Commit commit) {
    return files(folder, commit).read(name);
  }

  /**
   * The newest commit that changed a file and left it as is wanted; only ancestors of the one that
   * is checked out are looked at.
   *
   * @param folder of the checkout
   * @param name of the file in it
   */
  Optional<Commit> newest(Path folder, String name, Predicate<TreeFiles> wanted) {
    if (repository.isEmpty()) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(repository.get())) {
      ObjectId head = repository.get().resolve(Constants.HEAD);
      if (head == null) {
        return Optional.empty();
      }
      walk.markStart(walk.parseCommit(head));
      walk.setTreeFilter(
          AndTreeFilter.create(PathFilter.create(prefix(folder) + name), TreeFilter.ANY_DIFF));
      for (RevCommit one : walk) {
        Commit commit = new Commit(one.name(), false);
        if (wanted.test(files(folder, commit))) {
          return Optional.of(commit);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the commits that changed " + name, e);
    }
  }

  /** The commit of that id, where git has it. */
  Optional<Commit> known(String id) {
    try {
      return ObjectId.isId(id)
          ? find(id).map(found -> new Commit(found.name(), false))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the commit " + id, e);
    }
  }

  TreeFiles files(Path folder, Commit commit) {
    Repository found = repository.orElseThrow();
    return new CommitFiles(found, treeOf(ObjectId.fromString(commit.id())), prefix(folder));
  }

  private ObjectId treeOf(ObjectId commit) {
    try (RevWalk walk = new RevWalk(repository.orElseThrow())) {
      RevCommit parsed = walk.parseCommit(commit);
      return parsed.getTree().getId();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the commit " + commit.name(), e);
    }
  }

  private String prefix(Path folder) {
    File top = repository.orElseThrow().getWorkTree();
    Path relative = top.toPath().toAbsolutePath().relativize(folder.toAbsolutePath().normalize());
    String text = relative.toString().replace(File.separatorChar, '/');
    return text.isEmpty() ? "" : text + "/";
  }

  private SortedMap<String, ObjectId> committed(Path folder, ObjectId head) throws IOException {
    SortedMap<String, ObjectId> files = new TreeMap<>();
    String prefix = prefix(folder);
    try (TreeWalk walk = new TreeWalk(repository.orElseThrow())) {
      if (prefix.isEmpty()) {
        walk.addTree(treeOf(head));
      } else {
        try (TreeWalk found =
            TreeWalk.forPath(
                repository.orElseThrow(), prefix.substring(0, prefix.length() - 1), treeOf(head))) {
          if (found == null || !found.isSubtree()) {
            return files;
          }
          walk.addTree(found.getObjectId(0));
        }
      }
      walk.setRecursive(true);
      while (walk.next()) {
        files.put(walk.getPathString(), walk.getObjectId(0));
      }
    }
    return files;
  }

  private static SortedMap<String, ObjectId> present(Path folder) throws IOException {
    SortedMap<String, ObjectId> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String path = folder.relativize(file).toString().replace(File.separatorChar, '/');
              byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
              files.put(path, formatter.idFor(Constants.OBJ_BLOB, bytes));
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return files;
  }

  @Override
  public void close() {
    repository.ifPresent(Repository::close);
  }
}
