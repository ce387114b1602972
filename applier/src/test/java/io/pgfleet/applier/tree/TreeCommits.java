package io.pgfleet.applier.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.notes.Note;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** A checkout in which tests commit trees. */
public final class TreeCommits {
  private static final String NOTES = "refs/notes/pgfleet";

  private final Path folder;

  public TreeCommits(Path folder) {
    this.folder = folder;
    try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
      git.getRepository().getConfig().setBoolean("commit", null, "gpgsign", false);
    } catch (GitAPIException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Commits all below a path; gives the id. */
  public String commit(String path, String message) {
    try (Git git = Git.open(folder.toFile())) {
      git.add().addFilepattern(path).call();
      return git.commit()
          .setMessage(message)
          .setAuthor("a", "a@b")
          .setCommitter("a", "a@b")
          .call()
          .name();
    } catch (IOException | GitAPIException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The note of runs at a commit. */
  public String note(String commit) {
    try (Git git = Git.open(folder.toFile());
        RevWalk walk = new RevWalk(git.getRepository())) {
      RevCommit object = walk.parseCommit(ObjectId.fromString(commit));
      Note note = git.notesShow().setNotesRef(NOTES).setObjectId(object).call();
      return new String(
          git.getRepository().open(note.getData()).getBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException | GitAPIException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** As in a clone that did not fetch the notes. */
  public void forgetNotes() {
    try {
      Files.delete(folder.resolve(".git").resolve(NOTES));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
