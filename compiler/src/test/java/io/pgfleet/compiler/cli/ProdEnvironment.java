package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The environment {@code prod}, no demo, and the program at work on it. */
final class ProdEnvironment {
  private final Path scratch;
  private final Path folder;
  private String identity = "key";
  private String data = "";
  private String talk = "";

  ProdEnvironment(Path scratch, Path inventory) throws IOException {
    this.scratch = scratch;
    this.folder = scratch.resolve("inventories/prod");
    String recipient = newIdentity("key");
    write("inventory.yml", Files.readString(inventory));
    write("env.yml", "packages: reference\nrecipients: [" + recipient + "]\n");
    Path facts = inventory.resolveSibling("facts/default.json");
    if (Files.exists(facts)) {
      write("facts/default.json", Files.readString(facts));
    }
  }

  /** Makes an identity file; gives the public key. */
  String newIdentity(String name) throws IOException {
    try {
      KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
      Files.writeString(scratch.resolve(name), pair.getPrivate() + "\n");
      return pair.getPublic().toString();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  void useIdentity(String name) {
    identity = name;
  }

  Path folder() {
    return folder;
  }

  void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  void write(String file, Path root, String source) throws IOException {
    write(file, Files.readString(root.resolve(source)));
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** Removes a folder with all that is in it. */
  void delete(String name) throws IOException {
    if (Files.exists(folder.resolve(name))) {
      try (Stream<Path> files = Files.walk(folder.resolve(name))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  String data() {
    return data;
  }

  String talk() {
    return talk;
  }

  int secrets(String... words) {
    List<String> all = new ArrayList<>(List.of("secrets"));
    all.addAll(List.of(words));
    all.addAll(List.of("--env", "prod", "--identity", scratch.resolve(identity).toString()));
    return run(all);
  }

  int run(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--inventories", scratch.resolve("inventories").toString()));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      return Main.run(all.toArray(new String[0]));
    } finally {
      System.setOut(out);
      System.setErr(err);
      data = printed.toString(StandardCharsets.UTF_8);
      talk = said.toString(StandardCharsets.UTF_8);
    }
  }

  /** A compile says nothing of secrets any more; certificates are another matter. */
  void assertNothingElseIsMissing() {
    run(List.of("--env", "prod"));
    assertFalse(talk.contains("error[S"), talk);
  }

  /** The opened secrets. */
  SortedMap<String, String> values() throws IOException {
    SortedMap<String, String> values = new TreeMap<>();
    fields("secrets.age").forEach((name, fields) -> values.put(name, fields.get("value")));
    return values;
  }

  /** The revision that the index has, which is that of the sealed file where it is there. */
  String revision(String name) throws IOException {
    String known = fields("secrets.index.yml").get(name).get("revision");
    Map<String, String> sealed = fields("secrets.age").get(name);
    if (sealed != null) {
      assertEquals(sealed.get("revision"), known);
    }
    return known;
  }

  private SortedMap<String, Map<String, String>> fields(String file) throws IOException {
    String text = file.endsWith(".age") ? opened(folder.resolve(file)) : read(file);
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    Map<?, ?> document = (Map<?, ?>) new Load(settings).loadFromString(text);
    SortedMap<String, Map<String, String>> secrets = new TreeMap<>();
    ((Map<?, ?>) document.get("secrets"))
        .forEach(
            (name, entry) -> {
              Map<String, String> fields = new TreeMap<>();
              ((Map<?, ?>) entry).forEach((key, value) -> fields.put("" + key, "" + value));
              secrets.put(name.toString(), fields);
            });
    return secrets;
  }

  private String opened(Path sealed) throws IOException {
    try (var channel =
        new StandardDecryptingChannelFactory()
            .newDecryptingChannel(
                Files.newByteChannel(sealed),
                List.of(
                    X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(
                        Files.readString(scratch.resolve(identity)).strip())))) {
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
