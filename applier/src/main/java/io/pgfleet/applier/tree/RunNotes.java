package io.pgfleet.applier.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.notes.Note;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/** What runs left at the commits that they applied: git notes, one line a run. */
public final class RunNotes {
  private static final String REF = "refs/notes/pgfleet";

  private final Path folder;

  /**
   * @param folder in a checkout
   */
  public RunNotes(Path folder) {
    this.folder = folder;
  }

  /**
   * A line at a commit.
   *
   * @param commit id
   */
  public record Line(String commit, String text) {}

  /** Adds a line to a commit's note; tells whether there is such a commit to add it to. */
  public boolean add(String commit, String line) {
    RepositoryBuilder builder = builder();
    if (builder.getGitDir() == null || !ObjectId.isId(commit)) {
      return false;
    }
    try (Repository repository = builder.setMustExist(true).build();
        Git git = Git.wrap(repository);
        RevWalk walk = new RevWalk(repository)) {
      if (!repository.getObjectDatabase().has(ObjectId.fromString(commit))) {
        return false;
      }
      RevObject object = walk.parseCommit(ObjectId.fromString(commit));
      Note note = git.notesShow().setNotesRef(REF).setObjectId(object).call();
      String before = note == null ? "" : text(repository, note);
      git.notesAdd().setNotesRef(REF).setObjectId(object).setMessage(before + line + "\n").call();
      return true;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot note the run in git", failed);
    } catch (GitAPIException failed) {
      throw new UncheckedIOException("cannot note the run in git", new IOException(failed));
    }
  }

  /** The lines at one commit, the oldest first; none where there is no git or no such note. */
  public List<String> at(String commit) {
    RepositoryBuilder builder = builder();
    if (builder.getGitDir() == null || !ObjectId.isId(commit)) {
      return List.of();
    }
    try (Repository repository = builder.setMustExist(true).build();
        Git git = Git.wrap(repository);
        RevWalk walk = new RevWalk(repository)) {
      RevObject object = walk.parseCommit(ObjectId.fromString(commit));
      Note note = git.notesShow().setNotesRef(REF).setObjectId(object).call();
      return note == null ? List.of() : text(repository, note).lines().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read the notes of runs", failed);
    } catch (GitAPIException failed) {
      throw new UncheckedIOException("cannot read the notes of runs", new IOException(failed));
    }
  }

  /** All lines of all commits, in no order; none where there is no git. */
  public List<Line> lines() {
    RepositoryBuilder builder = builder();
    if (builder.getGitDir() == null) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    try (Repository repository = builder.setMustExist(true).build();
        Git git = Git.wrap(repository)) {
      for (Note note : git.notesList().setNotesRef(REF).call()) {
        text(repository, note).lines().forEach(text -> lines.add(new Line(note.getName(), text)));
      }
      return lines;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read the notes of runs", failed);
    } catch (GitAPIException failed) {
      throw new UncheckedIOException("cannot read the notes of runs", new IOException(failed));
    }
  }

  private static String text(Repository repository, Note note) throws IOException {
    byte[] bytes = repository.open(note.getData(), Constants.OBJ_BLOB).getBytes();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private RepositoryBuilder builder() {
    return new RepositoryBuilder().findGitDir(folder.toAbsolutePath().normalize().toFile());
  }
}
