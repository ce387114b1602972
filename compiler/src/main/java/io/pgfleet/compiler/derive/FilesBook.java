package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The texts that an inventory names by their paths below the environment's folder {@code files/}.
 */
final class FilesBook {
  private static final String CODE = "F056";
  private static final String FOLDER = "files";
  private static final long LARGEST = 16L << 20;

  private final Path environment;
  private final String label;
  private final boolean demo;
  private final Diagnostics diagnostics;

  /**
   * Opens the folder; files are read when somebody asks for them.
   *
   * @param environment folder of the environment
   * @param label that folder as diagnostics show it
   * @param demo whether a missing file is only warned of
   */
  FilesBook(Path environment, String label, boolean demo, Diagnostics diagnostics) {
    this.environment = environment;
    this.label = label;
    this.demo = demo;
    this.diagnostics = diagnostics;
  }

  /** The text of a file, which ends in a newline; empty after a diagnostic. */
  Optional<String> text(String name, Origin origin) {
    String below = name.startsWith(FOLDER + "/") ? name.substring(FOLDER.length() + 1) : name;
    Path folder = environment.resolve(FOLDER);
    Path file = folder.resolve(below).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      String remedy = "copy it into " + label + "/" + FOLDER + " and name it by its path there";
      diagnostics.error(CODE, origin, "'" + name + "' is no file of this environment", remedy);
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      missing(name, below, origin);
      return Optional.empty();
    }
    return read(name, file, origin);
  }

  private void missing(String name, String below, Origin origin) {
    String message = "no file is called '" + name + "', so nothing of it is used";
    String remedy = "put it at " + label + "/" + FOLDER + "/" + below;
    if (demo) {
      diagnostics.warning(CODE, origin, message, remedy);
    } else {
      diagnostics.error(CODE, origin, message, remedy);
    }
  }

  private Optional<String> read(String name, Path file, Origin origin) {
    try {
      if (Files.size(file) > LARGEST) {
        return refused(name, "is larger than 16 MiB", origin);
      }
      String text = Files.readString(file);
      if (text.chars().anyMatch(FilesBook::unprintable)) {
        return refused(name, "holds control characters", origin);
      }
      if (text.contains("{secret:")) {
        return refused(name, "refers to a secret, which only templates can", origin);
      }
      return Optional.of(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
    } catch (CharacterCodingException e) {
      return refused(name, "is not UTF-8", origin);
    } catch (IOException e) {
      return refused(name, "can't be read", origin);
    }
  }

  private static boolean unprintable(int one) {
    return Character.isISOControl(one) && one != '\n' && one != '\t' || one == '\ufeff';
  }

  private Optional<String> refused(String name, String reason, Origin origin) {
    String remedy = "save it as plain text in UTF-8 with line feeds";
    diagnostics.error(CODE, origin, "file '" + name + "' " + reason, remedy);
    return Optional.empty();
  }
}
