package io.pgfleet.compiler.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of diagnostics lie in their repository, which is how code hosts name them.
 *
 * @param roots folders that diagnostics name files relative to
 */
record FilePaths(List<Path> roots) {
  FilePaths {
    roots = roots.stream().map(one -> one.toAbsolutePath().normalize()).toList();
  }

  /** The path of the file from the root of its repository, with forward slashes. */
  String inRepository(String file) {
    Path root =
        roots.stream()
            .filter(one -> Files.exists(one.resolve(file)))
            .findFirst()
            .orElse(roots.get(0));
    return repository(root)
        .map(top -> top.relativize(root.resolve(file)).toString().replace('\\', '/'))
        .orElse(file);
  }

  /** The same as a relative reference of RFC 3986. */
  String uri(String file) {
    try {
      // an authority-free path whose first segment may hold a colon needs the prefix
      String path = inRepository(file);
      return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path becomes no URI", e);
    }
  }

  private static Optional<Path> repository(Path folder) {
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }
}
