package io.pgfleet.compiler.last;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The note that the last good run of an environment left: what it said, and how everything that it
 * read and made looked from outside.
 *
 * <p>The note is an offer, never a need: where it is missing, damaged or older than a change, or
 * where files can't be told apart well enough, there is none, and the run is done in full. A file
 * that changed in the very moment in which it was looked at could change again unseen; so a note is
 * left only when all of them are older than a mark made before the look.
 */
public final class LastRun {
  private static final String FORMAT = "pgfleet last run 2\n";
  private static final int DIGEST = 32;

  private final Path folder;
  private final Path note;
  private final Watched watched;

  /**
   * @param folder git-ignored; made when a note is left
   */
  public LastRun(Path folder, String environment, Watched watched) {
    this.folder = folder;
    this.note = folder.resolve(environment + ".last");
    this.watched = watched;
  }

  /** What the last run said, when a run now would do nothing and say the same. */
  public Optional<Account> account() {
    if (!Files.isRegularFile(note)) {
      return Optional.empty();
    }
    try {
      byte[] all = Files.readAllBytes(note);
      byte[] body = Arrays.copyOfRange(all, 0, Math.max(0, all.length - DIGEST));
      byte[] sum = Arrays.copyOfRange(all, body.length, all.length);
      if (body.length < 2 * DIGEST || !Arrays.equals(sum, digest(body)) || !holds(body)) {
        return Optional.empty();
      }
      return Optional.of(Account.of(Arrays.copyOfRange(body, 2 * DIGEST, body.length)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The tree is many files: it is looked at only when no input looks different. */
  private boolean holds(byte[] body) throws IOException {
    byte[] inputs = digest(Footprint.ofInputs(watched.inputs()));
    return Arrays.equals(inputs, Arrays.copyOf(body, DIGEST))
        && Arrays.equals(
            digest(Footprint.ofTree(watched.tree())), Arrays.copyOfRange(body, DIGEST, 2 * DIGEST));
  }

  /** The inputs as they are before a run reads them; empty when no note can be left about it. */
  public Optional<Beginning> begin() {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    try {
      Path mark = mark();
      Footprint inputs = Footprint.ofInputs(watched.inputs());
      boolean older = inputs.isOlderThan(mark);
      Files.delete(mark);
      return older ? Optional.of(new Beginning(inputs)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A run that has begun and may leave a note. */
  public final class Beginning {
    private final Footprint before;

    private Beginning(Footprint before) {
      this.before = before;
    }

    /** Leaves the note, unless an input changed meanwhile. */
    public void end(Account account) {
      try {
        Path draft = mark();
        Look look =
            new Look(Footprint.ofInputs(watched.inputs()), Footprint.ofTree(watched.tree()));
        if (Arrays.equals(before.bytes(), look.inputs.bytes()) && look.isOlderThan(draft)) {
          Files.write(draft, sealed(look, account));
          Files.move(
              draft, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.delete(draft);
        }
      } catch (IOException e) {
        // without a note the next run is slower, and nothing else
        return;
      }
    }
  }

  /** Everything that is watched, at one time. */
  private record Look(Footprint inputs, Footprint tree) {

    boolean isOlderThan(Path mark) throws IOException {
      return inputs.isOlderThan(mark) && tree.isOlderThan(mark);
    }
  }

  /** A new file, whose times are what the file system takes for now. */
  private Path mark() throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(".gitignore"), "*\n", StandardCharsets.UTF_8);
    }
    return Files.createTempFile(folder, ".", ".draft");
  }

  private static byte[] sealed(Look look, Account account) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(digest(look.inputs));
    body.write(digest(look.tree));
    body.write(account.bytes());
    body.write(digest(body.toByteArray()));
    return body.toByteArray();
  }

  private static byte[] digest(Footprint footprint) {
    return digest(FORMAT.getBytes(StandardCharsets.UTF_8), footprint.bytes());
  }

  private static byte[] digest(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
