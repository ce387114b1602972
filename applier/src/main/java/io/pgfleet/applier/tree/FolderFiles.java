package io.pgfleet.applier.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** A tree in a folder; links are not followed, so nothing outside the folder is ever read. */
final class FolderFiles implements TreeFiles {
  private final Path folder;

  FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<byte[]> read(String path) {
    Path place = folder;
    for (String part : path.split("/")) {
      place = place.resolve(part);
      if (Files.isSymbolicLink(place)) {
        throw new TreeException(shown(path) + ": passes through a link; compile again");
      }
    }
    if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(place));
    } catch (IOException e) {
      throw new TreeException(shown(path) + ": cannot be read: " + e.getMessage());
    }
  }

  @Override
  public String shown(String path) {
    return folder.getFileName() == null ? path : folder.resolve(path).toString();
  }
}
