package io.pgfleet.compiler.git;

import java.io.File;
import java.io.IOException;
import java.util.Set;
import java.util.SortedMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;

/** The part of git's index that covers one folder; the rest keeps what the user staged. */
final class FolderIndex {
  private final Repository repository;
  private final String prefix;

  FolderIndex(Repository repository, String prefix) {
    this.repository = repository;
    this.prefix = prefix;
  }

  /** Makes the index agree with the commit and the files on disk, so that the status is clean. */
  void update(SortedMap<String, ObjectId> wanted, Set<String> keep) throws IOException {
    if (agrees(repository.readDirCache(), wanted)) {
      return;
    }
    DirCache index = repository.lockDirCache();
    try {
      DirCacheBuilder builder = index.builder();
      for (int i = 0; i < index.getEntryCount(); i++) {
        String path = index.getEntry(i).getPathString();
        if (!path.startsWith(prefix) || keep.contains(path.substring(prefix.length()))) {
          builder.add(index.getEntry(i));
        }
      }
      wanted.forEach(
          (path, id) -> {
            if (!keep.contains(path)) {
              builder.add(entry(prefix + path, id));
            }
          });
      builder.commit();
    } finally {
      index.unlock();
    }
  }

  private boolean agrees(DirCache index, SortedMap<String, ObjectId> wanted) {
    DirCacheEntry[] entries = index.getEntriesWithin(prefix.substring(0, prefix.length() - 1));
    if (entries.length != wanted.size()) {
      return false;
    }
    for (DirCacheEntry entry : entries) {
      String path = entry.getPathString().substring(prefix.length());
      if (entry.getStage() != 0 || !entry.getObjectId().equals(wanted.get(path))) {
        return false;
      }
    }
    return true;
  }

  private DirCacheEntry entry(String path, ObjectId id) {
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(FileMode.REGULAR_FILE);
    entry.setObjectId(id);
    File file = new File(repository.getWorkTree(), path);
    FS.Attributes attributes = repository.getFS().getAttributes(file);
    if (attributes.isRegularFile()) {
      entry.setLength(attributes.getLength());
      entry.setLastModified(attributes.getLastModifiedInstant());
    }
    return entry;
  }
}
