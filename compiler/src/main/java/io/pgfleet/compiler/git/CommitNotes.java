package io.pgfleet.compiler.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.notes.Note;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What is noted at commits, and which commits hold the same folder as HEAD. */
final class CommitNotes {
  private final Repository repository;

  CommitNotes(Repository repository) {
    this.repository = repository;
  }

  /** The text of each note, by the id of its commit; none where there is no such ref. */
  SortedMap<String, String> all(String name) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    Ref ref = repository.exactRef(name);
    if (ref == null) {
      return texts;
    }
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      for (Note note : NoteMap.read(reader, walk.parseCommit(ref.getObjectId()))) {
        byte[] text = reader.open(note.getData(), Constants.OBJ_BLOB).getBytes();
        texts.put(note.getName(), new String(text, StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  /** A commit that this checkout has not got is another one. */
  boolean asHead(String commit, String path) throws IOException {
    ObjectId id = ObjectId.fromString(commit);
    ObjectId head = repository.resolve(Constants.HEAD);
    return head != null
        && repository.getObjectDatabase().has(id)
        && folder(id, path).equals(folder(head, path));
  }

  private ObjectId folder(ObjectId commit, String path) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk found = TreeWalk.forPath(repository, path, walk.parseCommit(commit).getTree())) {
      return found == null ? ObjectId.zeroId() : found.getObjectId(0);
    }
  }
}
