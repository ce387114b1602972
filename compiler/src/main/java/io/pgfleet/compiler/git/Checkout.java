package io.pgfleet.compiler.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** The git checkout around a folder. */
public final class Checkout implements AutoCloseable {
  private final Repository repository;
  private final Path top;

  private Checkout(Repository repository) throws IOException {
    this.repository = repository;
    this.top = repository.getWorkTree().toPath().toRealPath();
  }

  /**
   * The checkout that holds a folder, which need not exist yet.
   *
   * @throws GitException when there is none
   */
  public static Checkout around(Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    try {
      builder.findGitDir(existing.toRealPath().toFile());
      if (builder.getGitDir() == null) {
        throw new GitException(
            "'" + folder + "' is in no git checkout; run 'git init' there first");
      }
      return new Checkout(builder.build());
    } catch (IOException e) {
      throw new GitException("tried to open the git checkout of '" + folder + "' but failed", e);
    }
  }

  /**
   * Commits a folder's files on top of HEAD; whatever else is changed or staged stays so.
   *
   * @param files content by path below the folder
   * @param keep paths below the folder that stay as HEAD has them
   * @return the commit's id, or empty when HEAD holds these files already
   * @throws GitException when git is in the middle of something or knows no author
   */
  public Optional<String> commit(
      Path folder, SortedMap<String, byte[]> files, Set<String> keep, String message) {
    try {
      return new FolderCommit(repository, prefix(folder)).commit(files, keep, message);
    } catch (IOException e) {
      throw new GitException("tried to commit '" + folder + "' but failed: " + e.getMessage(), e);
    }
  }

  /**
   * The files of a folder as a revision has them; none when it has no such folder.
   *
   * @throws GitException when there is no such revision
   */
  public SortedMap<String, byte[]> read(String revision, Path folder) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk revisions = new RevWalk(reader);
        TreeWalk walk = new TreeWalk(reader)) {
      ObjectId commit = repository.resolve(revision + "^{commit}");
      if (commit == null) {
        throw new GitException("git knows no revision '" + revision + "'; name another one");
      }
      String prefix = prefix(folder);
      walk.addTree(revisions.parseCommit(commit).getTree());
      walk.setRecursive(true);
      walk.setFilter(PathFilter.create(prefix));
      while (walk.next()) {
        String path = walk.getPathString().substring(prefix.length() + 1);
        files.put(path, reader.open(walk.getObjectId(0)).getBytes());
      }
      return files;
    } catch (IOException e) {
      throw new GitException("tried to read revision '" + revision + "' but failed", e);
    }
  }

  /** The files of a folder as HEAD has them; none before the first commit. */
  public SortedMap<String, byte[]> readHead(Path folder) {
    try {
      boolean unborn = repository.resolve(Constants.HEAD) == null;
      return unborn ? new TreeMap<>() : read(Constants.HEAD, folder);
    } catch (IOException e) {
      throw new GitException("tried to read HEAD but failed", e);
    }
  }

  /**
   * The versions of a file that git's index holds, by stage: 0 where there is no conflict, else 1
   * for the common ancestor, 2 for ours and 3 for theirs.
   */
  public SortedMap<Integer, byte[]> stages(Path file) {
    SortedMap<Integer, byte[]> stages = new TreeMap<>();
    try (ObjectReader reader = repository.newObjectReader()) {
      DirCache index = repository.readDirCache();
      String path = prefix(file);
      for (int i = 0; i < index.getEntryCount(); i++) {
        DirCacheEntry entry = index.getEntry(i);
        if (entry.getPathString().equals(path)) {
          stages.put(entry.getStage(), reader.open(entry.getObjectId()).getBytes());
        }
      }
      return stages;
    } catch (IOException e) {
      throw new GitException("tried to read git's versions of '" + file + "' but failed", e);
    }
  }

  /** What is noted at commits below such a ref: the text of each note, by the commit's id. */
  public SortedMap<String, String> notes(String ref) {
    try {
      return new CommitNotes(repository).all(ref);
    } catch (IOException e) {
      throw new GitException("tried to read the notes of '" + ref + "' but failed", e);
    }
  }

  /** Whether a commit holds the same files in a folder as HEAD does. */
  public boolean isAsHead(String commit, Path folder) {
    try {
      return new CommitNotes(repository).asHead(commit, prefix(folder));
    } catch (IOException e) {
      throw new GitException("tried to read commit '" + commit + "' but failed", e);
    }
  }

  /** The folder as git names it: relative to the top, with forward slashes. */
  private String prefix(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Path real =
        Files.exists(absolute)
            ? absolute.toRealPath()
            : absolute.getParent().toRealPath().resolve(absolute.getFileName());
    if (!real.startsWith(top) || real.equals(top)) {
      throw new GitException("'" + folder + "' is not below '" + top + "'; choose another --out");
    }
    return top.relativize(real).toString().replace(real.getFileSystem().getSeparator(), "/");
  }

  @Override
  public void close() {
    repository.close();
  }
}
