package io.pgfleet.applier.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Debian's age 1.1.1 sealed, for an age identity and for an SSH key. */
class SealedSecretsTest {
  private static final Path SEALED =
      Path.of(System.getProperty("pgfleet.root"), "applier/src/test/resources/sealed");
  private static final String REFERENCE = "{secret:main/users/jane@aaaaaaaa}";

  @TempDir Path home;
  private Path inventory;

  @BeforeEach
  void makeEnvironment() throws IOException {
    inventory = Files.createDirectory(home.resolve("prod"));
    place("secrets.age");
  }

  @ParameterizedTest
  @CsvSource({"secrets.age, identity.txt", "secrets.age, id_ed25519", "armored.age, id_ed25519"})
  void opensWhatTheProgramSealed(String file, String identity) throws IOException {
    place(file);

    assertEquals("[corrèct horse]", resolve(named(identity)));
  }

  @Test
  void asksTheCommandLineThenTheVariableThenTheSettingThenTheUsualFiles() throws IOException {
    Map<String, String> variable = Map.of("PGFLEET_AGE_IDENTITY", "/variable");
    Optional<Path> setting = Optional.of(Path.of("/setting"));
    Surroundings all = new Surroundings(Optional.of(Path.of("/named")), variable, home);
    Surroundings noOption = new Surroundings(Optional.empty(), variable, home);
    Surroundings nothing = new Surroundings(Optional.empty(), Map.of(), home);

    assertEquals(Path.of("/named"), all.identity(setting));
    assertEquals(Path.of("/variable"), noOption.identity(setting));
    assertEquals(Path.of("/setting"), nothing.identity(setting));
    assertThrows(SecretException.class, () -> nothing.identity(Optional.empty()));
    Path ssh = home.resolve(".ssh/id_ed25519");
    Files.createDirectories(ssh.getParent());
    Files.writeString(ssh, "");
    assertEquals(ssh, nothing.identity(Optional.empty()));
    Path usual = home.resolve(".config/pgfleet/identity.txt");
    Files.createDirectories(usual.getParent());
    Files.writeString(usual, "");
    assertEquals(usual, nothing.identity(Optional.empty()));
  }

  @Test
  void takesTheIdentityThatTheEnvironmentNames() throws IOException {
    Files.copy(SEALED.resolve("identity.txt"), inventory.resolve("key.txt"));
    Files.writeString(inventory.resolve("env.yml"), "secrets: { identity: key.txt }\n");

    assertEquals("[corrèct horse]", resolve(new Surroundings(Optional.empty(), Map.of(), home)));
  }

  @Test
  void saysThatAnIdentityDoesNotFit() {
    String message = failure("stranger.txt");

    assertTrue(message.contains("is not sealed for"), message);
    assertTrue(message.contains("; use another identity"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 200, -300, -20, -1})
  void refusesAFileThatWasCutShort(int end) throws IOException {
    byte[] whole = Files.readAllBytes(SEALED.resolve("secrets.age"));
    int length = end < 0 ? whole.length + end : end;
    Files.write(inventory.resolve("secrets.age"), Arrays.copyOf(whole, length));

    String message = failure("identity.txt");
    assertTrue(message.endsWith("restore it from git"), message);
  }

  @Test
  void refusesAFileInWhichAnyByteWasChanged() throws IOException {
    byte[] whole = Files.readAllBytes(SEALED.resolve("secrets.age"));
    for (int i = 0; i < whole.length; i++) {
      byte[] tampered = whole.clone();
      tampered[i] ^= (byte) (1 << (i % 8));
      Files.write(inventory.resolve("secrets.age"), tampered);

      String message = failure("identity.txt");
      assertTrue(message.startsWith(inventory.resolve("secrets.age").toString()), message);
      assertTrue(message.contains("; "), "no remedy: " + message);
    }
  }

  @Test
  void refusesAKeyThatHasAPassphrase() {
    String message = failure("id_locked");

    assertTrue(message.contains("is no ssh-ed25519 key without a passphrase; use one"), message);
  }

  @Test
  void readsNoPlainFileOutsideDemos() throws IOException {
    Files.delete(inventory.resolve("secrets.age"));
    Files.writeString(
        inventory.resolve("secrets.yml"),
        "formatVersion: 1\nsecrets:\n"
            + "  main/users/jane: { value: poison, revision: aaaaaaaa, salt: AAECAwQFBgcICQoLDA0ODw== }\n");

    String message = failure("identity.txt");
    assertTrue(message.contains("secrets.age"), message);
    assertFalse(message.contains("poison"), message);
  }

  private String failure(String identity) {
    return assertThrows(SecretException.class, () -> resolve(named(identity))).getMessage();
  }

  private Surroundings named(String identity) {
    return new Surroundings(Optional.of(SEALED.resolve(identity)), Map.of(), home);
  }

  private String resolve(Surroundings surroundings) {
    byte[] content = ("[" + REFERENCE + "]").getBytes(StandardCharsets.UTF_8);
    byte[] resolved = Secrets.read(inventory, surroundings).resolve("x", content);
    return new String(resolved, StandardCharsets.UTF_8);
  }

  private void place(String file) throws IOException {
    Files.write(inventory.resolve("secrets.age"), Files.readAllBytes(SEALED.resolve(file)));
  }
}
