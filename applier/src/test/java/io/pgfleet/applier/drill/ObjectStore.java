package io.pgfleet.applier.drill;

import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A server that speaks S3 over TLS, on the machine's own end of the fleet's bridge; its certificate
 * is signed by the environment's authority.
 */
final class ObjectStore implements AutoCloseable {
  private static final String NAME = "sss.pigsty";
  private static final String BUCKET = "pgsql";
  private static final int PORT = 9000;
  private static final String PASSWORD = "object-store";

  private final Path folder;
  private final Process process;

  private ObjectStore(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param jar the server's program
   * @param address that it listens on
   * @param environment the environment's folder, compiled once, with its authority
   */
  static ObjectStore start(Path folder, Path jar, String address, Path environment) {
    try {
      Files.createDirectories(folder.resolve("data").resolve(BUCKET));
      certify(folder, environment);
      Files.writeString(folder.resolve("store.properties"), settings(folder, address));
      Process process =
          new ProcessBuilder(
                  "java",
                  "-Xmx256m",
                  "-jar",
                  jar.toString(),
                  "--properties",
                  folder.resolve("store.properties").toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("store.log").toFile())
              .start();
      ObjectStore store = new ObjectStore(folder, process);
      Eventually.within(Duration.ofSeconds(60), "the object store answers", () -> answers(address));
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answers(String address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, PORT), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String settings(Path folder, String address) {
    return String.join(
        "\n",
        "s3proxy.secure-endpoint=https://" + address + ":" + PORT,
        "s3proxy.keystore-path=" + folder.resolve("store.p12"),
        "s3proxy.keystore-password=" + PASSWORD,
        "s3proxy.authorization=aws-v2-or-v4",
        "s3proxy.identity=pgbackrest",
        "s3proxy.credential=S3User.Backup",
        "s3proxy.ignore-unknown-headers=true",
        "jclouds.provider=filesystem",
        "jclouds.identity=local",
        "jclouds.credential=local",
        "jclouds.filesystem.basedir=" + folder.resolve("data"),
        "");
  }

  private static void certify(Path folder, Path environment) throws IOException {
    Path authority = environment.resolve("pki/ca.crt");
    Files.writeString(folder.resolve("ca.key"), authoritysKey(environment));
    Files.writeString(folder.resolve("names"), "subjectAltName=DNS:" + NAME + "\n");
    openssl(
        folder, "req -newkey rsa:2048 -nodes -keyout store.key -out store.csr -subj /CN=" + NAME);
    openssl(
        folder,
        "x509 -req -in store.csr -CA "
            + authority
            + " -CAkey ca.key -set_serial 77 -days 2 -extfile names -out store.crt");
    openssl(
        folder,
        "pkcs12 -export -in store.crt -inkey store.key -name store -out store.p12 -passout pass:"
            + PASSWORD);
    Files.delete(folder.resolve("ca.key"));
  }

  private static void openssl(Path folder, String words) {
    List<String> argv = Stream.concat(Stream.of("openssl"), Stream.of(words.split(" "))).toList();
    Ran ran = Ran.of(folder, Map.of(), argv);
    if (ran.exit() != 0) {
      throw new IllegalStateException(ran.toString());
    }
  }

  private static String authoritysKey(Path environment) throws IOException {
    Object document =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(environment.resolve("secrets.yml")));
    Map<?, ?> secrets = (Map<?, ?>) ((Map<?, ?>) document).get("secrets");
    return ((Map<?, ?>) secrets.get("pki/ca.key")).get("value").toString();
  }

  /** How many objects lie below a path of the bucket. */
  long objects(String path) {
    Path below = folder.resolve("data").resolve(BUCKET).resolve(path);
    if (!Files.exists(below)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
