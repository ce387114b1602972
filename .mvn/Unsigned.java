import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the signatures out of jars beside a program, whose checksums Maven compared already. A JVM verifies a signed jar anew
 * at each start and keeps none of its classes in an archive, which costs every run a tenth of a second.
 */
final class Unsigned {
  private Unsigned() {}

  /** Each word is a jar. */
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      try (FileSystem inside = FileSystems.newFileSystem(Path.of(jar));
          DirectoryStream<Path> signatures =
              Files.newDirectoryStream(inside.getPath("META-INF"), "*.{SF,RSA,DSA,EC}")) {
        for (Path signature : signatures) {
          Files.delete(signature);
        }
      }
    }
  }
}
