package io.pgfleet.compiler.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.lib.UserConfig;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * One commit that replaces one folder in HEAD's tree.
 *
 * <p>Many new blobs go into one pack: thousands of loose objects take six times as long.
 */
final class FolderCommit {
  private static final int LOOSE_OBJECTS = 100;

  private final Repository repository;
  private final String prefix;

  FolderCommit(Repository repository, String folder) {
    this.repository = repository;
    this.prefix = folder + "/";
  }

  Optional<String> commit(SortedMap<String, byte[]> files, Set<String> keep, String message)
      throws IOException {
    refuseUnlessSafe();
    ObjectId head = repository.resolve(Constants.HEAD);
    DirCache base = tree(head);
    SortedMap<String, ObjectId> wanted = ids(files);
    for (DirCacheEntry entry : base.getEntriesWithin(folder())) {
      String path = entry.getPathString().substring(prefix.length());
      if (keep.contains(path)) {
        wanted.putIfAbsent(path, entry.getObjectId());
      }
    }
    if (holds(base, wanted)) {
      new FolderIndex(repository, prefix).update(wanted, keep);
      return Optional.empty();
    }
    ObjectId commit = write(head, new Content(base, files, wanted), message);
    new FolderIndex(repository, prefix).update(wanted, keep);
    return Optional.of(commit.name());
  }

  private void refuseUnlessSafe() {
    RepositoryState state = repository.getRepositoryState();
    if (!state.equals(RepositoryState.SAFE)) {
      throw new GitException(
          "git is in the middle of something ("
              + state.getDescription()
              + "); finish or abort it first");
    }
    UserConfig user = repository.getConfig().get(UserConfig.KEY);
    if (user.isAuthorNameImplicit() || user.isAuthorEmailImplicit()) {
      throw new GitException(
          "git knows no author; run 'git config user.name …' and 'git config user.email …'");
    }
  }

  private String folder() {
    return prefix.substring(0, prefix.length() - 1);
  }

  private DirCache tree(ObjectId head) throws IOException {
    if (head == null) {
      return DirCache.newInCore();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return DirCache.read(walk.getObjectReader(), walk.parseCommit(head).getTree());
    }
  }

  private static SortedMap<String, ObjectId> ids(SortedMap<String, byte[]> files) {
    SortedMap<String, ObjectId> ids = new TreeMap<>();
    try (ObjectInserter.Formatter hash = new ObjectInserter.Formatter()) {
      files.forEach((path, content) -> ids.put(path, hash.idFor(Constants.OBJ_BLOB, content)));
    }
    return ids;
  }

  private boolean holds(DirCache base, SortedMap<String, ObjectId> wanted) {
    DirCacheEntry[] entries = base.getEntriesWithin(folder());
    if (entries.length != wanted.size()) {
      return false;
    }
    for (DirCacheEntry entry : entries) {
      String path = entry.getPathString().substring(prefix.length());
      if (!entry.getObjectId().equals(wanted.get(path))) {
        return false;
      }
    }
    return true;
  }

  /** What HEAD holds, and what the folder shall hold. */
  private record Content(
      DirCache base, SortedMap<String, byte[]> files, SortedMap<String, ObjectId> wanted) {

    /** Blobs that HEAD's folder does not have at the same path. */
    List<byte[]> fresh(String prefix) {
      List<byte[]> fresh = new ArrayList<>();
      files.forEach(
          (path, content) -> {
            DirCacheEntry there = base.getEntry(prefix + path);
            if (there == null || !there.getObjectId().equals(wanted.get(path))) {
              fresh.add(content);
            }
          });
      return fresh;
    }
  }

  private ObjectId write(ObjectId head, Content content, String message) throws IOException {
    List<byte[]> fresh = content.fresh(prefix);
    try (ObjectInserter inserter = inserter(fresh.size())) {
      for (byte[] blob : fresh) {
        inserter.insert(Constants.OBJ_BLOB, blob);
      }
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(replaced(content.base(), content.wanted()).writeTree(inserter));
      if (head != null) {
        commit.setParentId(head);
      }
      PersonIdent author = new PersonIdent(repository);
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      move(head, id, message);
      return id;
    }
  }

  private ObjectInserter inserter(int objects) {
    ObjectDatabase database = repository.getObjectDatabase();
    if (objects > LOOSE_OBJECTS && database instanceof ObjectDirectory directory) {
      return directory.newPackInserter();
    }
    return repository.newObjectInserter();
  }

  private DirCache replaced(DirCache base, SortedMap<String, ObjectId> wanted) {
    DirCache cache = DirCache.newInCore();
    DirCacheBuilder builder = cache.builder();
    for (int i = 0; i < base.getEntryCount(); i++) {
      if (!base.getEntry(i).getPathString().startsWith(prefix)) {
        builder.add(base.getEntry(i));
      }
    }
    wanted.forEach((path, id) -> builder.add(entry(path, id)));
    builder.finish();
    return cache;
  }

  private DirCacheEntry entry(String path, ObjectId id) {
    DirCacheEntry entry = new DirCacheEntry(prefix + path);
    entry.setFileMode(FileMode.REGULAR_FILE);
    entry.setObjectId(id);
    return entry;
  }

  private void move(ObjectId head, ObjectId commit, String message) throws IOException {
    RefUpdate update = repository.updateRef(Constants.HEAD);
    update.setExpectedOldObjectId(head == null ? ObjectId.zeroId() : head);
    update.setNewObjectId(commit);
    update.setRefLogMessage("commit: " + message.lines().findFirst().orElse(""), false);
    RefUpdate.Result result = update.update();
    if (result != RefUpdate.Result.FAST_FORWARD && result != RefUpdate.Result.NEW) {
      throw new GitException("HEAD moved meanwhile (" + result + "); run compile again");
    }
  }
}
