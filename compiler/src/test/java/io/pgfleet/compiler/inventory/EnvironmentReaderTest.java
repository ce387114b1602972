package io.pgfleet.compiler.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentReaderTest {
  @TempDir Path directory;

  private final Diagnostics diagnostics = new Diagnostics();

  private Environment read(String text) throws IOException {
    Path inventories = directory.resolve("inventories");
    Files.createDirectories(inventories.resolve("test"));
    Files.writeString(inventories.resolve("test/env.yml"), text);
    return EnvironmentReader.read(inventories, "test", diagnostics);
  }

  private List<String> said() {
    return diagnostics.sorted().stream().map(Object::toString).toList();
  }

  @Test
  void isNoDemoWithoutAFile() {
    Environment environment =
        EnvironmentReader.read(directory.resolve("inventories"), "none", diagnostics);
    assertEquals(false, environment.demo());
    assertEquals("reference", environment.packages());
    assertEquals(List.of(), said());
  }

  @Test
  void readsEveryKey() throws IOException {
    Environment environment =
        read(
            "demo: true\npackages: debian\nrecipients: [age1xyz]\n"
                + "secrets: { identity: i, sources: [{ prefix: app/, environment: APP_ }] }\n"
                + "certificates: { keys: rsa-3072 }\n"
                + "ssh: { user: admin, identity_file: k, known_hosts: h }\n");
    assertEquals(
        new Environment(
            "test",
            true,
            "debian",
            new Environment.Ssh(Optional.of("admin"), Optional.of("k"), Optional.of("h")),
            List.of("age1xyz"),
            new Environment.Secrets(Optional.of("i"), List.of("app/")),
            "rsa-3072"),
        environment);
    assertEquals(List.of(), said());
  }

  @Test
  void refusesWhatItDoesNotKnow() throws IOException {
    read(
        "dmo: true\npackages: debain\nssh: { usr: admin }\ndemo: maybe\n"
            + "certificates: { keys: dsa-1024 }\n");
    assertEquals(
        List.of(
            "inventories/test/env.yml:1:1: error[E001]: 'dmo' means nothing; did you mean 'demo'?",
            "inventories/test/env.yml:2:11: error[E002]: packages must be one of debian,"
                + " reference; got 'debain'; did you mean 'debian'?",
            "inventories/test/env.yml:3:8: error[E001]: 'usr' means nothing; did you mean 'user'?",
            "inventories/test/env.yml:4:7: error[E002]: demo must be true or false; got text;"
                + " write true or false, without quotes",
            "inventories/test/env.yml:5:23: error[E002]: certificates.keys must be one of ec-p256,"
                + " ec-p384, ed25519, rsa-2048, rsa-3072, rsa-4096; got 'dsa-1024'; write rsa-4096,"
                + " or ec-p256"),
        said());
  }
}
