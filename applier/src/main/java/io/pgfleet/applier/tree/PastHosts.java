package io.pgfleet.applier.tree;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** The hosts that earlier commits of a tree knew, and how they were reached. */
public final class PastHosts {
  private final Path folder;

  /**
   * @param folder of the tree, such as {@code out/prod}
   */
  public PastHosts(Path folder) {
    this.folder = folder;
  }

  /** All hosts that some commits knew; a commit that git does not have knew none. */
  public SortedSet<String> of(Collection<String> commits) {
    SortedSet<String> hosts = new TreeSet<>();
    try (Checkout checkout = Checkout.around(folder)) {
      for (String id : commits) {
        checkout
            .known(id)
            .ifPresent(
                commit -> hosts.addAll(connections(checkout.files(folder, commit)).keySet()));
      }
    }
    return hosts;
  }

  /** The host as the newest commit knew it that did. */
  public Optional<PastHost> last(String host) {
    try (Checkout checkout = Checkout.around(folder)) {
      return checkout
          .newest(folder, Tree.CONNECTIONS, files -> connections(files).containsKey(host))
          .map(
              commit ->
                  new PastHost(
                      host, commit, connections(checkout.files(folder, commit)).get(host)));
    }
  }

  private static SortedMap<String, Connection> connections(TreeFiles files) {
    return files
        .read(Tree.CONNECTIONS)
        .map(bytes -> ManifestReader.connections(files.shown(Tree.CONNECTIONS), bytes))
        .orElseGet(Collections::emptySortedMap);
  }
}
