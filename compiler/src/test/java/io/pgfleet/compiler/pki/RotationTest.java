package io.pgfleet.compiler.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An authority is exchanged, and nobody meets a certificate whose authority it doesn't know. */
final class RotationTest {
  private static final String SERVER = "pgsql/pg-test-1";

  @TempDir Path scratch;
  private Desk desk;
  private Openssl openssl;

  @BeforeEach
  void certificates() {
    desk = new Desk(scratch.resolve("pki"));
    desk.issue();
    openssl = new Openssl(scratch);
  }

  /** What the tree would hold. */
  private Pki placed() {
    CertificateBook book = new CertificateBook(desk.folder, desk.fleet, desk.keys);
    assertEquals(Map.of(), book.lacking());
    return book.pki();
  }

  @Test
  void oldAndNewCertificatesAreTrustedFromPhaseToPhase() throws Exception {
    Pki before = placed();
    desk.rotate();
    Pki both = placed();
    desk.rotate();
    Pki reissued = placed();
    desk.rotate();
    Pki after = placed();

    assertEquals(List.of(1, 2, 2, 1), sizes(before, both, reissued, after));
    assertEquals(before.certificates(), both.certificates());
    assertEquals(reissued.certificates(), after.certificates());
    // while a phase is applied, some nodes are one phase ahead of others
    for (Pki[] step : new Pki[][] {{before, both}, {both, reissued}, {reissued, after}}) {
      for (String name : before.certificates().keySet()) {
        for (Pki shows : step) {
          for (Pki trusts : step) {
            assertTrue(
                openssl.trusts(trusts.caPem(), shows.certificate(name).pem()),
                name + " is not trusted between two phases");
          }
        }
      }
    }
    assertFalse(openssl.trusts(after.caPem(), before.certificate(SERVER).pem()));
    assertFalse(openssl.trusts(before.caPem(), after.certificate(SERVER).pem()));
  }

  private static List<Integer> sizes(Pki... phases) {
    return java.util.Arrays.stream(phases).map(one -> one.authorities().size()).toList();
  }

  @Test
  void tellsThePhaseAndForgetsTheOldKey() {
    assertEquals(0, desk.open().rotation().stage().phase());
    String old = desk.keys.keys.get("pki/ca.key");
    desk.rotate();
    assertEquals(RotationStage.BOTH_TRUSTED, desk.open().status(desk.now).stage());
    assertEquals(old, desk.keys.keys.get("pki/ca.key"));
    desk.rotate();
    assertEquals(RotationStage.REISSUED, desk.open().rotation().stage());
    assertFalse(desk.keys.keys.containsValue(old));
    assertEquals(10, desk.keys.keys.size());
    desk.rotate();
    assertEquals(RotationStage.NONE, desk.open().rotation().stage());
    assertEquals(Map.of(), desk.unwell());
    assertEquals(10, desk.keys.keys.size());
  }

  @Test
  void aPhaseThatWasCutShortIsCarriedOutAgain() throws IOException {
    String first = desk.recorded("ca").pem();
    desk.rotate();
    String next = desk.recorded("ca-next").pem();
    desk.rotate();
    // as if the process had died before it deleted the last file
    Files.writeString(desk.folder.resolve("ca-next.crt"), next);
    assertEquals(RotationStage.BOTH_TRUSTED, desk.open().rotation().stage());
    desk.rotate();
    assertEquals(RotationStage.REISSUED, desk.open().rotation().stage());
    assertEquals(next, desk.recorded("ca").pem());
    assertEquals(first, desk.recorded("ca-old").pem());
    assertEquals(Map.of(), desk.unwell());
  }

  @Test
  void theOldAuthorityStaysWhileSomebodyNeedsIt() throws IOException {
    CertificateDesk open = desk.open();
    open.person("dbuser_ann", Duration.ofDays(90));
    open.save();
    desk.rotate();
    desk.rotate();
    assertEquals(
        Map.of("people/dbuser_ann", "old-authority: is refused once the old authority is dropped"),
        desk.unwell());
    String refusal = Desk.refusal(() -> desk.rotate());
    assertTrue(refusal.contains("error[K006]"), refusal);
    assertTrue(refusal.contains("it issued people/dbuser_ann"), refusal);
    open = desk.open();
    open.person("dbuser_ann", Duration.ofDays(90));
    open.save();
    desk.rotate();
    assertFalse(Files.exists(desk.folder.resolve("ca-old.crt")));
    assertEquals(Map.of(), desk.unwell());
  }

  @Test
  void needsTheNextAuthoritysKey() {
    desk.rotate();
    desk.keys.remove("pki/ca-next.key");
    String refusal = Desk.refusal(() -> desk.rotate());
    assertTrue(refusal.contains("ca-next.crt: error[K002]"), refusal);
    assertEquals(
        Map.of("ca-next", "no-key: has no private key, so it issues nothing"), desk.unwell());
  }

  @Test
  void anImportedAuthorityTakesTheSameRoad() throws Exception {
    openssl.ok("ecparam -name secp384r1 -genkey -noout -out own.key");
    openssl.ok("req -x509 -key own.key -subj /O=Own/CN=own-ca -days 3650 -out own.crt");
    desk.aMomentLater();
    String current = desk.recorded("ca").pem();
    Import.Luggage own =
        new Import.Luggage(openssl.text("own.crt"), openssl.text("own.key"), new char[0]);
    assertEquals("ca-next", desk.take(own));
    assertEquals(current, desk.recorded("ca").pem());
    String refusal = Desk.refusal(() -> desk.take(own));
    assertTrue(refusal.contains("another one is being exchanged"), refusal);
    desk.rotate();
    desk.rotate();
    assertEquals("own-ca", desk.recorded("ca").commonName());
    assertNotEquals(current, desk.recorded("ca").pem());
    assertTrue(openssl.trusts(placed().caPem(), placed().certificate(SERVER).pem()));
  }
}
