package io.pgfleet.applier.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  /** Holds every character that some dialect treats specially. */
  private static final String AWKWARD = "a'b\"c\\d$e:f@g/h%i j#k{l}";

  @TempDir Path inventory;

  @BeforeEach
  void writeSecrets() {
    write(
        """
        formatVersion: 1
        secrets:
          awkward: { value: "a'b\\"c\\\\d$e:f@g/h%i j#k{l}", revision: aaaaaaaa, salt: AAECAwQFBgcICQoLDA0ODw== }
          digits: { value: 0123, revision: bbbbbbbb, salt: AAECAwQFBgcICQoLDA0ODw== }
          main/users/jane.doe: { value: "correct horse", revision: cccccccc, salt: AAECAwQFBgcICQoLDA0ODw== }
          lines: { value: "one\\ntwo\\n", revision: dddddddd, salt: AAECAwQFBgcICQoLDA0ODw== }
          umlaut: { value: "sch\\u00f6n", revision: eeeeeeee, salt: AAECAwQFBgcICQoLDA0ODw== }
        """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "yaml `\"a'b\\\"c\\\\d$e:f@g/h%i j#k{l}\"`",
        "sql `E'a''b\"c\\\\d$e:f@g/h%i j#k{l}'`",
        "userlist `\"a'b\"\"c\\d$e:f@g/h%i j#k{l}\"`",
        "url `a%27b%22c%5Cd%24e%3Af%40g%2Fh%25i%20j%23k%7Bl%7D`",
        "pgpass `a'b\"c\\\\d$e\\:f@g/h%i j#k{l}`",
        "shell `'a'\\''b\"c\\d$e:f@g/h%i j#k{l}'`",
        "balancer `\"a'b\\\"c\\\\d\\$e:f@g/h%i j#k{l}\"`",
        "ini `a'b\"c\\d$e:f@g/h%i j#k{l}`",
        "conf `\"a'b\\\"c\\\\d$e:f@g/h%i j#k{l}\"`"
      })
  void writesAnAwkwardValueAsItsPlaceNeedsIt(String filter, String expected) {
    assertEquals("[" + expected + "]", resolve("[{secret:awkward@aaaaaaaa|" + filter + "}]"));
  }

  @Test
  void writesTheValueAsItIsWithoutAFilter() {
    assertEquals(AWKWARD, resolve("{secret:awkward@aaaaaaaa}"));
    assertEquals("one\ntwo\n", resolve("{secret:lines@dddddddd}"));
  }

  @Test
  void keepsAPasswordOfDigitsAsItIsWritten() {
    assertEquals("x=0123", resolve("x={secret:digits@bbbbbbbb|ini}"));
  }

  @Test
  void looksNothingUpForTheEmptyText() {
    assertEquals("[]['']", resolve("[{secret:nowhere@00000000}][{secret:nowhere@00000000|shell}]"));
  }

  @Test
  void leavesAWordBareWhereQuotesAreNotNeeded() {
    assertEquals("password 0123", resolve("password {secret:digits@bbbbbbbb|balancer}"));
  }

  @Test
  void resolvesSeveralReferencesInOneLine() {
    assertEquals(
        "'correct horse' and 0123",
        resolve("{secret:main/users/jane.doe@cccccccc|sql} and {secret:digits@bbbbbbbb}"));
  }

  @Test
  void givesServerAndPoolerTheSameVerifier() {
    String verifier = resolve("{secret:digits@bbbbbbbb|scram}");

    assertTrue(verifier.startsWith("SCRAM-SHA-256$4096:AAECAwQFBgcICQoLDA0ODw==$"));
    assertEquals("'" + verifier + "'", resolve("{secret:digits@bbbbbbbb|scram-sql}"));
    assertEquals('"' + verifier + '"', resolve("{secret:digits@bbbbbbbb|scram-userlist}"));
  }

  @Test
  void takesTheUserNameIntoTheMd5Form() {
    // what a server stores for the user jane with the password 0123
    assertEquals(
        "md5f3cc56887728ce2ffc9ea175600032a0", resolve("{secret:digits@bbbbbbbb|md5:jane}"));
  }

  @Test
  void hashesForAPasswordFileWithTheStoredSalt() {
    String hash = resolve("{secret:digits@bbbbbbbb|htpasswd}");

    assertTrue(hash.startsWith("$2y$08$"), hash);
    assertTrue(OpenBSDBCrypt.checkPassword(hash, "0123".toCharArray()));
    assertEquals(hash, resolve("{secret:digits@bbbbbbbb|htpasswd}"));
  }

  @Test
  void cutsAVirtualRouterPasswordToWhatItsProtocolCarries() {
    write(
        "formatVersion: 1\nsecrets: { long: { value: abcdefghij, revision: aaaaaaaa, salt: '' } }\n");

    assertEquals("abcdefgh", resolve("{secret:long@aaaaaaaa|keepalived}"));
  }

  @Test
  void refusesAValueThatItsPlaceCannotHold() {
    String ini = failure("password = {secret:lines@dddddddd|ini}");
    String word = failure("{secret:main/users/jane.doe@cccccccc|keepalived}");

    assertTrue(ini.contains("'lines' cannot stand here because it has a line break"), ini);
    assertFalse(ini.contains("one"), ini);
    assertTrue(word.contains("not a plain word"), word);
    assertFalse(word.contains("correct"), word);
  }

  @Test
  void saysWhichSecretIsMissing() {
    String message = failure("{secret:nobody@aaaaaaaa}");

    assertTrue(message.startsWith("etc/x.conf: needs the secret 'nobody'"), message);
    assertTrue(message.endsWith("compile again, or fetch the file"), message);
  }

  @Test
  void refusesAnotherRevision() {
    String message = failure("{secret:digits@zzzzzzzz}");

    assertTrue(message.contains("needs revision 'zzzzzzzz'"), message);
    assertTrue(message.contains("has 'bbbbbbbb'"), message);
    assertFalse(message.contains("0123"), message);
  }

  @Test
  void refusesUnknownFiltersAndOddReferences() {
    assertTrue(failure("{secret:digits@bbbbbbbb|rot13}").contains("'rot13' is unknown"));
    assertTrue(failure("{secret:digits}").contains("reference of an unknown form"));
    assertTrue(failure("{secret:digits@bbbbbbbb} {secret:}").contains("of an unknown form"));
  }

  @Test
  void leavesOtherBytesAlone() {
    byte[] binary = {0, (byte) 0xff, (byte) 0xc3, '{', 's', '}', 10};

    assertSame(binary, secrets().resolve("x", binary));
    byte[] mixed = bytes("\u00e4 {secret:umlaut@eeeeeeee} \u20ac");
    assertArrayEquals(bytes("\u00e4 sch\u00f6n \u20ac"), secrets().resolve("x", mixed));
  }

  @Test
  void needsNoFileWhereNothingIsReferredTo() throws IOException {
    Files.delete(inventory.resolve("secrets.yml"));

    assertEquals("plain", resolve("plain"));
  }

  @Test
  void neverShowsValues() {
    Secrets secrets = secrets();
    secrets.resolve("x", bytes("{secret:main/users/jane.doe@cccccccc|sql}"));

    assertFalse(secrets.toString().contains("horse"));
    assertEquals(
        "ERROR near PASSWORD '***'", secrets.masked("ERROR near PASSWORD 'correct horse'"));
  }

  @Test
  void doesNotRepeatTheFileWhenItIsBroken() {
    write("formatVersion: 1\nsecrets: { a: { value: \"hidden\", revision: \n");

    String message = assertThrows(SecretException.class, this::secrets).getMessage();

    assertTrue(message.contains("secrets.yml:"), message);
    assertFalse(message.contains("hidden"), message);
  }

  private String resolve(String text) {
    return new String(secrets().resolve("etc/x.conf", bytes(text)), StandardCharsets.UTF_8);
  }

  private String failure(String text) {
    return assertThrows(SecretException.class, () -> resolve(text)).getMessage();
  }

  private Secrets secrets() {
    return Secrets.read(inventory, new Surroundings(Optional.empty(), Map.of(), inventory));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(String text) {
    try {
      Files.writeString(inventory.resolve("env.yml"), "demo: true\n", StandardCharsets.UTF_8);
      Files.writeString(inventory.resolve("secrets.yml"), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
