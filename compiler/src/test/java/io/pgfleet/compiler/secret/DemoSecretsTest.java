package io.pgfleet.compiler.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoSecretsTest {
  private static final Origin FILE = Origin.ofFile("inventories/demo/secrets.yml");
  private static final Origin PLACE = new Origin("inventories/demo/inventory.yml", 3, 9);

  @TempDir Path folder;
  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void keepsTheRevisionWhileTheLiteralStaysTheSame() {
    DemoSecrets first = open();
    Secret secret = first.written("pg_admin_password", "DBUser.DBA", PLACE);
    assertTrue(secret.revision().matches("[a-z0-9]{8}"));
    first.save();
    DemoSecrets second = open();
    assertEquals(secret, second.written("pg_admin_password", "DBUser.DBA", PLACE));
    assertFalse(second.stale());
  }

  @Test
  void givesANewRevisionWhenTheLiteralDiffers() {
    DemoSecrets first = open();
    Secret old = first.written("p", "old", PLACE);
    first.save();
    DemoSecrets second = open();
    assertNotEquals(old.revision(), second.written("p", "new", PLACE).revision());
    assertTrue(second.stale());
    second.save();
    assertEquals(Optional.of("new"), open().value("p"));
  }

  @Test
  void inventsAValueOnce() {
    DemoSecrets first = open();
    Secret secret = first.unwritten("vip/10.0.0.3/vip_auth_pass");
    first.save();
    DemoSecrets second = open();
    assertEquals(secret, second.unwritten("vip/10.0.0.3/vip_auth_pass"));
    assertEquals(24, second.value("vip/10.0.0.3/vip_auth_pass").orElseThrow().length());
    assertFalse(second.stale());
  }

  @Test
  void carriesAnyText() {
    String awkward = "a\"b\\c\n{secret:x} #: ünï 😀\u0007\u2028 ";
    DemoSecrets first = open();
    first.written("awkward", awkward, PLACE);
    first.written("digits", "0123", PLACE);
    first.written("1e5", "null", PLACE);
    first.save();
    DemoSecrets second = open();
    assertEquals(Optional.of(awkward), second.value("awkward"));
    assertEquals(Optional.of("0123"), second.value("digits"));
    assertEquals(Optional.of("null"), second.value("1e5"));
  }

  @Test
  void writesOnlyForItsOwnerAndOnlyWhenAsked() throws IOException {
    DemoSecrets secrets = open();
    secrets.written("p", "x", PLACE);
    assertFalse(Files.exists(folder.resolve("secrets.yml")));
    secrets.save();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("secrets.yml"))));
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void writesTheSameFileWhateverTheOrder() throws IOException {
    DemoSecrets one = open();
    one.written("b", "x", PLACE);
    one.written("a", "x", PLACE);
    one.save();
    String text = Files.readString(folder.resolve("secrets.yml"));
    assertTrue(text.indexOf("\"a\"") < text.indexOf("\"b\""));
    DemoSecrets again = open();
    again.set("a", "y");
    again.save();
    String next = Files.readString(folder.resolve("secrets.yml"));
    assertEquals(text.substring(text.indexOf("  \"b\"")), next.substring(next.indexOf("  \"b\"")));
  }

  @Test
  void reportsOneNameWithTwoValues() {
    DemoSecrets secrets = open();
    secrets.written("p", "x", PLACE);
    secrets.written("p", "y", PLACE);
    assertEquals("S003", diagnostics.sorted().get(0).code());
  }

  @Test
  void reportsAFileThatItCannotRead() throws IOException {
    Files.writeString(folder.resolve("secrets.yml"), "formatVersion: 1\nsecrets: [\n");
    open();
    assertEquals("S001", diagnostics.sorted().get(0).code());
    assertEquals(3, diagnostics.sorted().get(0).origin().line());
  }

  @Test
  void neverShowsAValue() throws IOException {
    String text =
        "formatVersion: 1\nsecrets:\n  p: { value: poison, revision: TOO-BAD, salt: x }\n";
    Files.writeString(folder.resolve("secrets.yml"), text);
    DemoSecrets secrets = open();
    secrets.written("q", "poison", PLACE);
    secrets.written("q", "poison2", PLACE);
    assertFalse(diagnostics.sorted().toString().contains("poison"));
    assertFalse(new StoredSecret("poison", "abcdefgh", "").toString().contains("poison"));
  }

  private DemoSecrets open() {
    return new DemoSecrets(folder.resolve("secrets.yml"), FILE, new SecureRandom(), diagnostics);
  }
}
