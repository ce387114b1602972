package io.pgfleet.compiler.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that explain stable codes, one per code; they travel inside the program. */
public final class CodePages {
  private static final Pattern CODE = Pattern.compile("[A-Z][0-9]{3}");
  private static final String FOLDER = "/codes";
  private static final String SUFFIX = ".md";

  private CodePages() {}

  /** Whether the word has the form of a code. */
  public static boolean isCode(String word) {
    return CODE.matcher(word).matches();
  }

  /** The page of a code; empty when no diagnostic has that code. */
  public static Optional<CodePage> of(String code) {
    if (!isCode(code)) {
      return Optional.empty();
    }
    try (InputStream page = CodePages.class.getResourceAsStream(FOLDER + "/" + code + SUFFIX)) {
      return page == null
          ? Optional.empty()
          : Optional.of(
              CodePage.parse(code, new String(page.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the page of " + code + " but failed", e);
    }
  }

  /** Every code that has a page, in order. */
  public static List<String> codes() {
    try {
      URI folder = CodePages.class.getResource(FOLDER).toURI();
      if (!folder.getScheme().equals("jar")) {
        return codes(Path.of(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return codes(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to list the pages of codes but failed", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own address is no address", e);
    }
  }

  private static List<String> codes(Path folder) throws IOException {
    try (Stream<Path> pages = Files.list(folder)) {
      return pages
          .map(page -> page.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }
}
