package io.pgfleet.compiler.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the folder of an environment equal to a tree: touches only what differs, removes what an
 * earlier compile made, leaves what none made.
 */
public final class Publisher {
  private static final String TOP = "manifest.json";
  private static final String COMPILER = "\n  \"compiler\": ";

  private final PublishLock lock;
  private final Path target;
  private final Staging staging;

  Publisher(Path out, String environment, Disk disk) {
    this.lock = new PublishLock(out.resolve("." + environment + ".lock"));
    this.target = out.resolve(environment);
    this.staging = new Staging(out.resolve("." + environment + ".next"), target, disk);
  }

  /** A publisher into {@code <out>/<environment>/}. */
  public static Publisher of(Path out, String environment) {
    return new Publisher(out, environment, Disk.real());
  }

  /**
   * What {@link #publish} would change; writes nothing. After an interrupted publish, which the
   * next one finishes, the folder is compared as it is.
   */
  public Publication compare(Tree tree) {
    try {
      return difference(tree, Present.in(target));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + target + " but failed", e);
    }
  }

  /**
   * Publishes the tree.
   *
   * @throws PublishException when a file that no compile made stands in the way, or when another
   *     compile publishes at this moment
   */
  public Publication publish(Tree tree) {
    try {
      Present before = Present.in(target);
      Publication publication = difference(tree, before);
      if (publication.changesNothing() && !staging.isLeftOver()) {
        return publication;
      }
      return lock.hold(() -> replace(tree, publication, before));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to publish into " + target + " but failed", e);
    }
  }

  /** What was found before the lock was held still holds when nobody published meanwhile. */
  private Publication replace(Tree tree, Publication found, Present before) throws IOException {
    recover();
    Publication publication = before.isCurrent() ? found : difference(tree, Present.in(target));
    if (!publication.changesNothing()) {
      staging.decide(publication.tree(), publication.written(), publication.deleted());
      staging.finish();
    }
    return publication;
  }

  /** Publishes how hosts are reached and leaves the rest of the folder as it is. */
  public void publishConnections(byte[] document) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(Connections.PATH, document);
    Tree connections = new Tree(files);
    try {
      if (Present.in(target).differing(connections.files()).isEmpty()) {
        return;
      }
      lock.hold(
          () -> {
            recover();
            staging.decide(connections, List.of(Connections.PATH), List.of());
            staging.finish();
            return connections;
          });
    } catch (IOException e) {
      throw new UncheckedIOException("tried to publish into " + target + " but failed", e);
    }
  }

  private void recover() throws IOException {
    if (staging.isDecided()) {
      staging.finish();
    } else if (staging.isLeftOver()) {
      staging.discard();
    }
  }

  private Publication difference(Tree wanted, Present present) throws IOException {
    Tree tree = keepCompiler(wanted);
    SortedSet<String> extra = new TreeSet<>(present.paths());
    extra.removeAll(tree.files().keySet());
    SortedSet<String> deleted = new TreeSet<>(extra);
    deleted.retainAll(extra.isEmpty() ? extra : OwnedFiles.of(target));
    extra.removeAll(deleted);
    refuseObstacles(tree, extra);
    List<String> written = present.differing(tree.files());
    return new Publication(tree, written, List.copyOf(deleted), List.copyOf(extra));
  }

  /** A tree that differs in nothing but the compiler's version stays as it is. */
  private Tree keepCompiler(Tree wanted) throws IOException {
    Path file = target.resolve(TOP);
    byte[] manifest = wanted.files().get(TOP);
    if (manifest == null || !Files.isRegularFile(file)) {
      return wanted;
    }
    byte[] published = Files.readAllBytes(file);
    if (Arrays.equals(published, manifest)
        || !withoutCompiler(published).equals(withoutCompiler(manifest))) {
      return wanted;
    }
    SortedMap<String, byte[]> files = new TreeMap<>(wanted.files());
    files.put(TOP, published);
    return new Tree(files);
  }

  /** The manifest as it would be without the line that names the compiler. */
  private static String withoutCompiler(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.UTF_8);
    int start = text.indexOf(COMPILER);
    int end = text.indexOf('\n', start + 1);
    return start < 0 || end < 0 ? text : text.substring(0, start) + text.substring(end);
  }

  private void refuseObstacles(Tree tree, SortedSet<String> foreign) {
    for (String path : foreign) {
      for (String ours : tree.files().keySet()) {
        if (ours.startsWith(path + "/") || path.startsWith(ours + "/")) {
          throw new PublishException(
              "'"
                  + target.resolve(path)
                  + "' was not made by compile and stands in the way of '"
                  + ours
                  + "'; move it away");
        }
      }
    }
  }
}
