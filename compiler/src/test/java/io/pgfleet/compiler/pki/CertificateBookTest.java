package io.pgfleet.compiler.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgfleet.compiler.SandboxFleet;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Pki;
import io.pgfleet.compiler.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateBookTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Origin ORIGIN = Origin.ofFile("inventories/sandbox/pki");

  @TempDir Path folder;
  private final Map<String, String> keys = new HashMap<>();
  private final Diagnostics diagnostics = new Diagnostics();
  private Clock clock = Clock.systemUTC();

  @Test
  void issuesWhatTheFleetNeeds() {
    Pki pki = issue(SandboxFleet.read());
    assertEquals(
        List.of(
            "etcd/etcd-1",
            "etcd/etcd-2",
            "etcd/etcd-3",
            "etcd/patroni-client",
            "nginx/portal",
            "pgsql/pg-meta-1",
            "pgsql/pg-test-1",
            "pgsql/pg-test-2",
            "pgsql/pg-test-3"),
        List.copyOf(pki.certificates().keySet()));
    assertEquals(10, keys.size());
    assertTrue(keys.keySet().stream().allMatch(name -> name.matches("pki/.*\\.key")));
  }

  @Test
  void everyCertificateVerifiesAgainstTheAuthorityAndFitsItsKey() throws Exception {
    Pki pki = issue(SandboxFleet.read());
    for (String name : pki.certificates().keySet()) {
      X509Certificate certificate = parse(pki.certificate(name).pem());
      verify(certificate, parse(pki.caPem()));
      assertSigns(keys.get("pki/" + name + ".key"), certificate);
      assertEquals(-1, certificate.getBasicConstraints(), name);
    }
    assertTrue(parse(pki.caPem()).getBasicConstraints() >= 0);
  }

  @Test
  void namesEveryAddressThatAClientMayUse() throws Exception {
    Pki pki = issue(SandboxFleet.read());
    Set<String> instance = names(parse(pki.certificate("pgsql/pg-test-2").pem()));
    assertTrue(
        instance.containsAll(
            Set.of("10.10.10.12", "10.10.10.3", "127.0.0.1", "localhost", "pg-test", "pg-test-2")),
        instance.toString());
    Set<String> member = names(parse(pki.certificate("etcd/etcd-3").pem()));
    assertTrue(member.containsAll(Set.of("10.10.10.12", "etcd", "etcd-3")), member.toString());
    Set<String> portal = names(parse(pki.certificate("nginx/portal").pem()));
    assertTrue(portal.containsAll(Set.of("10.10.10.10", "i.pigsty")), portal.toString());
  }

  @Test
  void patronisClientCertificateHasNoCommonNameAndServesNothing() throws Exception {
    X509Certificate client =
        parse(issue(SandboxFleet.read()).certificate("etcd/patroni-client").pem());
    assertEquals("O=pgfleet", client.getSubjectX500Principal().getName());
    assertEquals(List.of("1.3.6.1.5.5.7.3.2"), client.getExtendedKeyUsage());
  }

  @Test
  void isValidFromAnHourAgoForAsLongAsTheInventorySays() throws Exception {
    clock = Clock.fixed(NOW, ZoneOffset.UTC);
    X509Certificate instance =
        parse(issue(SandboxFleet.read()).certificate("pgsql/pg-meta-1").pem());
    assertEquals(Instant.parse("2026-03-01T09:00:00Z"), instance.getNotBefore().toInstant());
    assertEquals(
        Instant.parse("2026-03-01T09:00:00Z").plusSeconds(7300L * 86400),
        instance.getNotAfter().toInstant());
  }

  @Test
  void theInventoryNamesTheAuthorityAndSaysHowLongCertificatesLast(@TempDir Path scratch)
      throws Exception {
    clock = Clock.fixed(NOW, ZoneOffset.UTC);
    String sandbox =
        Files.readString(SandboxFleet.root().resolve("inventories/sandbox/inventory.yml"));
    String own = "    version: v4.0.0\n    ca_cn: own-authority\n    cert_validity: 100d\n";
    Pki pki =
        issue(
            SandboxFleet.of(
                scratch,
                sandbox.replace("    version: v4.0.0\n", own + "    nginx_cert_validity: 30d\n")));

    assertTrue(parse(pki.caPem()).getSubjectX500Principal().getName().contains("CN=own-authority"));
    assertEquals(100, days(pki, "pgsql/pg-test-1"));
    assertEquals(100, days(pki, "etcd/etcd-1"));
    assertEquals(30, days(pki, "nginx/portal"));
  }

  private static long days(Pki pki, String name) throws GeneralSecurityException {
    X509Certificate certificate = parse(pki.certificate(name).pem());
    return Duration.between(
            certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant())
        .toDays();
  }

  @Test
  void keepsWhatFitsByteForByte() {
    Pki first = issue(SandboxFleet.read());
    CertificateBook again = open(SandboxFleet.read());
    assertEquals(Map.of(), again.lacking());
    assertEquals(first, again.pki());
  }

  @Test
  void issuesAgainOnlyWhatNoLongerFits(@TempDir Path scratch) throws IOException {
    Pki first = issue(SandboxFleet.read());
    Path sandbox = SandboxFleet.root().resolve("inventories/sandbox/inventory.yml");
    String moved =
        Files.readString(sandbox).replace("vip_address: 10.10.10.3", "vip_address: 10.10.10.4");
    CertificateBook book = open(SandboxFleet.of(scratch, moved));
    assertEquals(
        Map.of(
            "pgsql/pg-test-1", "is not valid for 10.10.10.4",
            "pgsql/pg-test-2", "is not valid for 10.10.10.4",
            "pgsql/pg-test-3", "is not valid for 10.10.10.4"),
        book.lacking());
    book.issue(KeyKind.EC_P256, new SecureRandom(), clock, ORIGIN, diagnostics);
    Pki second = book.pki();
    assertEquals(first.caPem(), second.caPem());
    assertEquals(first.certificate("etcd/etcd-1"), second.certificate("etcd/etcd-1"));
    assertNotEquals(
        first.certificate("pgsql/pg-test-1").pem(), second.certificate("pgsql/pg-test-1").pem());
  }

  @Test
  void issuesAgainWhenTheKeyOrTheAuthorityIsAnother() throws IOException {
    issue(SandboxFleet.read());
    keys.put("pki/etcd/etcd-1.key", keys.get("pki/etcd/etcd-2.key"));
    assertEquals(Set.of("etcd/etcd-1"), open(SandboxFleet.read()).lacking().keySet());
    Files.delete(folder.resolve("ca.crt"));
    assertEquals(10, open(SandboxFleet.read()).lacking().size());
  }

  @Test
  void neverReplacesAnAuthorityWhoseKeyIsLost() throws IOException {
    issue(SandboxFleet.read());
    keys.remove("pki/ca.key");
    Files.delete(folder.resolve("pgsql/pg-test-1.crt"));
    String authority = Files.readString(folder.resolve("ca.crt"));
    CertificateBook book = open(SandboxFleet.read());
    book.issue(KeyKind.EC_P256, new SecureRandom(), clock, ORIGIN, diagnostics);
    book.save();
    assertEquals("K002", diagnostics.sorted().get(0).code());
    assertEquals(authority, Files.readString(folder.resolve("ca.crt")));
  }

  @Test
  void acceptsAnAuthorityThatWasBroughtAlong() throws Exception {
    Path openssl = Path.of("/usr/bin/openssl");
    assumeTrue(Files.exists(openssl), "no openssl here");
    Path key = folder.resolve("own.key");
    run(openssl + " genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out " + key);
    run(
        openssl
            + " req -x509 -key "
            + key
            + " -subj /O=Own/CN=own-ca -days 3650 -out "
            + folder.resolve("ca.crt"));
    keys.put("pki/ca.key", Files.readString(key));
    Pki pki = issue(SandboxFleet.read());
    verify(parse(pki.certificate("etcd/etcd-1").pem()), parse(pki.caPem()));
    assertEquals(Map.of(), open(SandboxFleet.read()).lacking());
  }

  @Test
  void writesNothingBeforeItIsToldTo() {
    CertificateBook book = open(SandboxFleet.read());
    book.issue(KeyKind.EC_P256, new SecureRandom(), clock, ORIGIN, diagnostics);
    assertEquals(0, folder.toFile().list().length);
    assertFalse(book.pki().caPem().isEmpty());
  }

  private Pki issue(Fleet fleet) {
    CertificateBook book = open(fleet);
    book.issue(KeyKind.EC_P256, new SecureRandom(), clock, ORIGIN, diagnostics);
    diagnostics.throwIfErrors();
    book.save();
    return book.pki();
  }

  private CertificateBook open(Fleet fleet) {
    return new CertificateBook(folder, fleet, new MapOfKeys());
  }

  private static X509Certificate parse(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static void verify(X509Certificate certificate, X509Certificate authority)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
            parameters);
  }

  private static void assertSigns(String keyPem, X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] der = Pem.read(Pem.PRIVATE_KEY, keyPem).orElseThrow();
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();
    signature.initVerify(certificate);
    signature.update(new byte[] {1, 2, 3});
    assertTrue(signature.verify(signed));
  }

  private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> name.get(1).toString())
        .collect(Collectors.toSet());
  }

  private static void run(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  /** Keys in memory. */
  private final class MapOfKeys implements PrivateKeys {
    @Override
    public boolean holds(String name) {
      return keys.containsKey(name);
    }

    @Override
    public void remove(String name) {
      keys.remove(name);
    }

    @Override
    public Optional<String> pem(String name) {
      return Optional.ofNullable(keys.get(name));
    }

    @Override
    public void set(String name, String pem) {
      keys.put(name, pem);
    }

    @Override
    public Secret reference(String name) {
      return new Secret(name, "00000000", false);
    }
  }
}
