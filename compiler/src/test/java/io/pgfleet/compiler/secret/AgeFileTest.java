package io.pgfleet.compiler.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgeFileTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("pgfleet.root"), "applier/src/test/resources/sealed");
  private static final String TEXT = "größe: \"1\"\n".repeat(9000);

  @TempDir Path folder;
  private String recipient;
  private Identities identity;

  @BeforeEach
  void makeIdentity() throws IOException, GeneralSecurityException {
    identity = identity("identity.txt");
  }

  private Identities identity(String name) throws IOException, GeneralSecurityException {
    KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
    recipient = pair.getPublic().toString();
    Path file = folder.resolve(name);
    Files.writeString(file, "# comment\n" + pair.getPrivate() + "\n");
    return Identities.of(file);
  }

  @Test
  void opensWhatItSealed() {
    byte[] sealed = AgeFile.seal(TEXT, List.of(recipient));

    assertEquals(TEXT, AgeFile.open(sealed, "x", identity));
    assertTrue(
        new String(sealed, StandardCharsets.ISO_8859_1).startsWith("age-encryption.org/v1\n"));
    assertFalse(Arrays.equals(sealed, AgeFile.seal(TEXT, List.of(recipient))));
  }

  @Test
  void opensWhatDebiansAgeSealed() throws IOException {
    for (String file : List.of("secrets.age", "armored.age")) {
      String text =
          AgeFile.open(
              Files.readAllBytes(FIXTURES.resolve(file)),
              file,
              Identities.of(FIXTURES.resolve("id_ed25519")));
      assertTrue(text.contains("main/users/jane"), text);
    }
  }

  /** Skipped where the program is not installed; the other direction needs no program. */
  @Test
  void debiansAgeOpensWhatItSealed() throws IOException, InterruptedException {
    assumeTrue(run("age", "--version") == 0, "skipped: the program 'age' is not installed");
    Files.copy(FIXTURES.resolve("id_ed25519"), folder.resolve("id_ed25519"));
    assertEquals(0, run("chmod", "600", "id_ed25519"));
    assertEquals(0, run("sh", "-c", "ssh-keygen -y -f id_ed25519 > id_ed25519.pub"));
    String ssh = Files.readString(folder.resolve("id_ed25519.pub"));
    Files.write(folder.resolve("sealed"), AgeFile.seal(TEXT, List.of(recipient, ssh)));

    for (String key : List.of("identity.txt", "id_ed25519")) {
      assertEquals(0, run("age", "-d", "-i", key, "-o", "opened", "sealed"), key);
      assertEquals(TEXT, Files.readString(folder.resolve("opened")));
    }
  }

  @Test
  void opensForThoseWhoAreListedAndForNobodyElse() throws IOException, GeneralSecurityException {
    String first = recipient;
    Identities other = identity("other.txt");
    byte[] both = AgeFile.seal("x", List.of(first, recipient));
    byte[] one = AgeFile.seal("x", List.of(first));

    assertEquals("x", AgeFile.open(both, "f", other));
    String message =
        assertThrows(SecretException.class, () -> AgeFile.open(one, "f", other)).getMessage();
    assertTrue(message.startsWith("f: is not sealed for " + folder.resolve("other.txt")), message);
    assertTrue(message.contains("'compile secrets rekey'"), message);
  }

  @Test
  void refusesWhatIsNoRecipient() {
    for (String wrong :
        List.of("age1xyz", "ssh-rsa AAAA", "ssh-ed25519 AAAA", "ssh-ed25519", "jane", "")) {
      String message =
          assertThrows(SecretException.class, () -> AgeFile.seal("x", List.of(wrong))).getMessage();
      assertTrue(message.contains("; "), message);
    }
    assertThrows(SecretException.class, () -> AgeFile.seal("x", List.of()));
  }

  @Test
  void neverShowsAPrivateKeyThatStandsAmongTheRecipients() throws IOException {
    String key = Files.readAllLines(folder.resolve("identity.txt")).get(1);

    String message =
        assertThrows(SecretException.class, () -> AgeFile.seal("x", List.of(key))).getMessage();
    assertFalse(message.contains(key.substring(20)), message);
  }

  @Test
  void refusesATamperedOrTruncatedFile() {
    byte[] sealed = AgeFile.seal("some secret text", List.of(recipient));
    for (int i = 0; i < sealed.length; i++) {
      byte[] tampered = sealed.clone();
      for (int bit = 1; bit < 256; bit *= 2) {
        tampered[i] = (byte) (sealed[i] ^ bit);
        assertThrows(SecretException.class, () -> AgeFile.open(tampered, "f", identity));
      }
      byte[] cut = Arrays.copyOf(sealed, i);
      assertThrows(SecretException.class, () -> AgeFile.open(cut, "f", identity));
    }
  }

  private int run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } catch (IOException notInstalled) {
      return -1;
    }
  }
}
