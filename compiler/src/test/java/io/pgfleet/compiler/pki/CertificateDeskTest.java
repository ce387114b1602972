package io.pgfleet.compiler.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.pki.CertificateState.Gravity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What those who look after certificates see and do. */
final class CertificateDeskTest {
  @TempDir Path scratch;
  private Desk desk;

  @BeforeEach
  void anEmptyFolder() {
    desk = new Desk(scratch.resolve("pki"));
  }

  @Test
  void issuesEverythingOnceAndThenNothing() {
    assertEquals("missing: is missing", desk.unwell().get("ca"));
    assertEquals(10, desk.issue().size());
    assertEquals(Map.of(), desk.unwell());
    assertEquals(List.of(), desk.issue());
  }

  @Test
  void issuesWhatIsMissingOrHasAnotherKeyAndKeepsTheRest() throws IOException {
    desk.issue();
    String kept = desk.recorded("etcd/etcd-1").pem();
    Files.delete(desk.folder.resolve("pgsql/pg-test-1.crt"));
    desk.keys.set("pki/etcd/etcd-2.key", desk.keys.keys.get("pki/etcd/etcd-3.key"));
    desk.keys.remove("pki/nginx/portal.key");
    assertEquals(
        Map.of(
            "pgsql/pg-test-1", "missing: is missing",
            "etcd/etcd-2", "wrong-key: does not belong to its private key",
            "nginx/portal", "no-key: has no private key"),
        desk.unwell());
    assertEquals(List.of("etcd/etcd-2", "nginx/portal", "pgsql/pg-test-1"), desk.issue());
    assertEquals(kept, desk.recorded("etcd/etcd-1").pem());
  }

  @Test
  void aNewDomainOrAddressNeedsACertificateThatCoversIt() throws IOException {
    desk.issue();
    String sandbox =
        Files.readString(SandboxFleet.root().resolve("inventories/sandbox/inventory.yml"));
    String changed =
        sandbox
            .replace("vip_address: 10.10.10.3", "vip_address: 10.10.10.4")
            .replaceFirst("domain: i.pigsty", "domain: new.pigsty");
    assertNotEquals(sandbox, changed);
    desk.fleet = SandboxFleet.of(scratch, changed);
    assertEquals("other-names: is not valid for new.pigsty", desk.unwell().get("nginx/portal"));
    assertEquals(
        List.of("nginx/portal", "pgsql/pg-test-1", "pgsql/pg-test-2", "pgsql/pg-test-3"),
        desk.issue());
    assertTrue(desk.recorded("nginx/portal").names().contains("new.pigsty"));
    assertEquals(Map.of(), desk.unwell());
  }

  @Test
  void renewsInsideTheWindowOnly() {
    desk.issue();
    assertEquals(List.of(), desk.open().renew());
    desk.pass(Duration.ofDays(397 - 31));
    assertEquals(List.of(), desk.open().renew());
    desk.pass(Duration.ofDays(2));
    assertEquals(List.of("nginx/portal"), List.copyOf(desk.unwell().keySet()));
    assertTrue(desk.open().status(desk.now).has(Gravity.DUE));
    CertificateDesk open = desk.open();
    assertEquals(List.of("nginx/portal"), open.renew());
    open.save();
    assertEquals(Map.of(), desk.unwell());
    assertEquals(9, desk.open().renewAll().size());
    assertEquals(List.of("etcd/etcd-1"), desk.open().renew(List.of("etcd/etcd-1")));
  }

  @Test
  void tellsWhatBreaksUntilADay() {
    desk.issue();
    CertificateStatus then = desk.open().status(desk.now.plus(Duration.ofDays(400)));
    assertTrue(then.has(Gravity.INVALID));
    assertEquals(
        List.of("nginx/portal"),
        then.lines().stream()
            .filter(line -> line.state() == CertificateState.EXPIRED)
            .map(CertificateStatus.Line::name)
            .toList());
    assertFalse(desk.open().status(desk.now).has(Gravity.INVALID));
  }

  @Test
  void saysWhatNobodyNeedsAndWhatAnotherKeySigned(@TempDir Path elsewhere) throws IOException {
    desk.issue();
    Desk other = new Desk(elsewhere.resolve("pki"));
    other.issue();
    Path stranger = desk.folder.resolve("pgsql/pg-test-2.crt");
    Files.copy(desk.folder.resolve("etcd/etcd-1.crt"), desk.folder.resolve("etcd/etcd-9.crt"));
    Files.writeString(stranger, other.recorded("pgsql/pg-test-2").pem());
    Map<String, String> unwell = desk.unwell();
    assertEquals("foreign: is needed by nothing; delete its file", unwell.get("etcd/etcd-9"));
    assertEquals("other-authority: was issued by another authority", unwell.get("pgsql/pg-test-2"));
  }

  @Test
  void seesThatASignatureWasForged() throws IOException {
    desk.issue();
    Recorded good = desk.recorded("etcd/etcd-1");
    byte[] der = Pem.read(Pem.CERTIFICATE, good.pem()).orElseThrow();
    der[der.length - 3] ^= 1;
    Files.writeString(desk.folder.resolve("etcd/etcd-1.crt"), Pem.of(Pem.CERTIFICATE, der));
    assertEquals(
        Map.of("etcd/etcd-1", "other-authority: is not signed by the authority's key"),
        desk.unwell());
  }

  @Test
  void signsNothingWithAnotherKeyOrWithout() {
    desk.issue();
    String own = desk.keys.keys.get("pki/ca.key");
    desk.keys.set("pki/ca.key", desk.keys.keys.get("pki/etcd/etcd-1.key"));
    String refusal = Desk.refusal(() -> desk.open().renewAll());
    assertTrue(
        refusal.contains("ca.crt: error[K002]: the stored key 'pki/ca.key' is not"), refusal);
    desk.keys.remove("pki/ca.key");
    String keyless = Desk.refusal(() -> desk.open().renew(List.of("etcd/etcd-1")));
    assertTrue(keyless.contains("no private key here; it has to sign etcd/etcd-1"), keyless);
    desk.keys.set("pki/ca.key", own);
    assertEquals(9, desk.open().renewAll().size());
  }

  @Test
  void signsNothingOnceTheAuthorityIsOver() {
    desk.issue();
    desk.pass(Duration.ofDays(36500));
    String refusal = Desk.refusal(() -> desk.open().renew());
    assertTrue(refusal.contains("error[K004]: the authority expired on "), refusal);
    assertTrue(desk.unwell().get("ca").startsWith("expired: expired on "));
  }

  @Test
  void knowsNoOtherNames() {
    String refusal = Desk.refusal(() -> desk.open().renew(List.of("pg-test-1")));
    assertTrue(refusal.contains("error[K007]: no service needs a certificate of this name"));
  }

  @Test
  void aSealedKeyIsSeenWithoutBeingRead() {
    desk.issue();
    desk.keys.sealed = true;
    assertEquals(Map.of(), desk.unwell());
    desk.keys.remove("pki/etcd/etcd-1.key");
    assertEquals(Map.of("etcd/etcd-1", "no-key: has no private key"), desk.unwell());
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfKeyServesButOnlySomeSignOthers(KeyKind kind) {
    desk.issue();
    desk.kind = kind;
    CertificateDesk open = desk.open();
    open.renew(List.of("nginx/portal", "pgsql/pg-test-1"));
    open.save();
    desk.rotate();
    assertEquals(Map.of(), desk.unwell());
    Map<String, String> kinds = new TreeMap<>();
    desk.open().status(desk.now).lines().forEach(line -> kinds.put(line.name(), line.key()));
    String signing = kind == KeyKind.ED25519 ? "ec-p256" : kind.text();
    assertEquals(signing, kinds.get("ca-next"));
    assertEquals(signing, kinds.get("nginx/portal"));
    assertEquals(kind.text(), kinds.get("pgsql/pg-test-1"));
  }

  @Test
  void aPersonsKeyIsKeptNowhere() {
    desk.issue();
    int kept = desk.keys.keys.size();
    CertificateDesk open = desk.open();
    CertificateDesk.Person ann = open.person("dbuser_ann", Duration.ofDays(90));
    open.save();
    assertEquals(kept, desk.keys.keys.size());
    Recorded recorded = desk.recorded("people/dbuser_ann");
    assertEquals("dbuser_ann", recorded.commonName());
    assertFalse(recorded.serves());
    assertTrue(KeyMatch.matches(recorded.certificate(), ann.keyPem()));
    assertFalse(ann.toString().contains("PRIVATE"));
    assertEquals(Map.of(), desk.unwell());
    desk.pass(Duration.ofDays(61));
    assertTrue(desk.unwell().get("people/dbuser_ann").startsWith("due: expires on "));
  }
}
