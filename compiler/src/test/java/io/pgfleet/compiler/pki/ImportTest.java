package io.pgfleet.compiler.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorities that real openssl made are brought along, or refused with the reason. */
final class ImportTest {
  private static final String SECRET = "correct horse";
  private static final String SERVER = "pgsql/pg-test-1";

  @TempDir Path scratch;
  private Desk desk;
  private Openssl openssl;

  @BeforeEach
  void nothingYet() throws IOException {
    desk = new Desk(scratch.resolve("pki"));
    openssl = new Openssl(scratch);
    openssl.file("pw", SECRET);
  }

  private void authority(String name, String key, String more) throws Exception {
    openssl.ok("genpkey " + key + " -out " + name + ".key");
    openssl.ok(
        "req -x509 -key "
            + name
            + ".key -subj /O=Own/CN="
            + name
            + " -out "
            + name
            + ".crt "
            + more);
    desk.aMomentLater();
  }

  /** A certificate signed by another one's key. */
  private void below(String name, String above, String extensions) throws Exception {
    openssl.file(name + ".ext", extensions);
    openssl.ok("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + name + ".key");
    openssl.ok("req -new -key " + name + ".key -subj /O=Own/CN=" + name + " -out " + name + ".csr");
    openssl.ok(
        "x509 -req -in "
            + (name + ".csr -CA " + above + ".crt -CAkey " + above + ".key -days 3000")
            + (" -extfile " + name + ".ext -out " + name + ".crt"));
    desk.aMomentLater();
  }

  private String take(String certificates, String key, String passphrase) throws IOException {
    return desk.take(
        new Import.Luggage(
            openssl.text(certificates), openssl.text(key), passphrase.toCharArray()));
  }

  private String refused(String certificates, String key) {
    return Desk.refusal(() -> take(certificates, key, ""));
  }

  private Pki placed() {
    desk.issue();
    return new CertificateBook(desk.folder, desk.fleet, desk.keys).pki();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-521"
      })
  void takesRsaAndEcKeys(String key) throws Exception {
    authority("own", key, "-days 3650");
    assertEquals("ca", take("own.crt", "own.key", ""));
    Pki pki = placed();
    assertTrue(openssl.trusts(pki.caPem(), pki.certificate(SERVER).pem()));
    assertEquals(Map.of(), desk.unwell());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs8 -topk8 -v2 aes-256-cbc -passout file:pw -in own.key -out sealed.key",
        "pkcs8 -topk8 -scrypt -passout file:pw -in own.key -out sealed.key",
        "ec -aes128 -passout file:pw -in own.key -out sealed.key",
      })
  void opensKeysWithAPassphrase(String seal) throws Exception {
    authority("own", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-days 3650");
    openssl.ok(seal);
    assertTrue(
        refused("own.crt", "sealed.key").contains("is encrypted and no passphrase was given"));
    String wrong = Desk.refusal(() -> take("own.crt", "sealed.key", "wrong"));
    assertTrue(wrong.contains("can't be opened with this passphrase"), wrong);
    assertEquals("ca", take("own.crt", "sealed.key", SECRET));
    assertEquals(9, desk.issue().size());
  }

  @Test
  void anIntermediateIsShownAndItsRootIsTrusted() throws Exception {
    authority("root", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-days 3650");
    below("middle", "root", "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=keyCertSign\n");
    openssl.file("chain.crt", openssl.text("root.crt") + openssl.text("middle.crt"));
    assertEquals("ca", take("chain.crt", "middle.key", ""));
    Pki pki = placed();
    assertEquals(2, pki.authorities().size());
    String shown = pki.certificate(SERVER).pem();
    openssl.file("leaf.crt", shown.substring(0, shown.indexOf("-----END") + 26));
    openssl.file("shown.crt", shown);
    openssl.ok("verify -no-CApath -no-CAstore -CAfile root.crt -untrusted shown.crt leaf.crt");
    assertTrue(openssl.trusts(pki.caPem(), shown));
    assertEquals(Map.of(), desk.unwell());
    assertTrue(refused("middle.crt", "middle.key").contains("the root 'CN=root,O=Own' is not in"));
  }

  @Test
  void aNewerCertificateOfTheSameKeyTakesEffectAtOnce() throws Exception {
    authority("own", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-days 30");
    take("own.crt", "own.key", "");
    Pki before = placed();
    openssl.ok("req -x509 -key own.key -subj /O=Own/CN=own -days 3650 -out newer.crt");
    desk.aMomentLater();
    assertEquals("ca", take("newer.crt", "own.key", ""));
    assertTrue(openssl.trusts(openssl.text("newer.crt"), before.certificate(SERVER).pem()));
    assertFalse(desk.unwell().containsKey("ca"), desk.unwell()::toString);
  }

  @Test
  void refusesWhatIsNoAuthority() throws Exception {
    authority(
        "leaf",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "-addext basicConstraints=critical,CA:FALSE");
    String refusal = refused("leaf.crt", "leaf.key");
    assertTrue(refusal.startsWith("inventories/sandbox/pki: error[K005]: "), refusal);
    assertTrue(refusal.contains("'CN=leaf,O=Own' is no authority: its basicConstraints"), refusal);
    assertFalse(Files.exists(desk.folder));
  }

  @Test
  void refusesAnotherCertificatesKey() throws Exception {
    authority("own", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-days 3650");
    authority("other", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-days 3650");
    assertTrue(
        refused("own.crt", "other.key").contains("the private key belongs to no certificate"));
    openssl.file("two.crt", openssl.text("own.crt") + openssl.text("other.crt"));
    assertTrue(refused("two.crt", "own.key").contains("don't belong to it, such as 'CN=other,"));
  }

  @Test
  void refusesWhatIsOverOrNotYetValid() throws Exception {
    authority("own", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-days 10");
    desk.pass(Duration.ofDays(11));
    assertTrue(refused("own.crt", "own.key").contains("'CN=own,O=Own' expired on "));
    desk.pass(Duration.ofDays(-22));
    assertTrue(refused("own.crt", "own.key").contains("is not valid before "));
  }

  @Test
  void refusesKeysThatBreakClientsOrAreWeak() throws Exception {
    authority("edwards", "-algorithm ED25519", "-days 3650");
    String edwards = refused("edwards.crt", "edwards.key");
    assertTrue(edwards.contains("PostgreSQL's channel binding"), edwards);
    authority("weak", "-algorithm RSA -pkeyopt rsa_keygen_bits:1024", "-days 3650");
    String weak = refused("weak.crt", "weak.key");
    assertTrue(weak.contains("has 1024 bits, fewer than 2048"), weak);
  }

  @Test
  void refusesAnAuthorityThatMayNotHaveAnotherBelow() throws Exception {
    authority(
        "root",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "-addext basicConstraints=critical,CA:TRUE,pathlen:0 -days 3650");
    below("middle", "root", "basicConstraints=critical,CA:TRUE\n");
    openssl.file("chain.crt", openssl.text("middle.crt") + openssl.text("root.crt"));
    String refusal = refused("chain.crt", "middle.key");
    assertTrue(refusal.contains("'CN=root,O=Own' allows fewer authorities below"), refusal);
  }
}
