package io.pgfleet.compiler.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we issue, as the real openssl sees it. */
final class OpensslTest {
  private static final String SERVER = "pgsql/pg-test-1";
  private static final String CLIENT = "etcd/patroni-client";
  private static final Pattern LISTENS = Pattern.compile("ACCEPT .*:(\\d+)");

  @TempDir Path scratch;
  private Desk desk;
  private Openssl openssl;

  @BeforeEach
  void anEmptyFolder() {
    desk = new Desk(scratch.resolve("pki"));
    openssl = new Openssl(scratch);
  }

  private void write(String name, String file) throws IOException {
    openssl.file(file + ".crt", desk.recorded(name).pem());
    openssl.file(file + ".key", desk.keys.keys.get("pki/" + name + ".key"));
  }

  @Test
  void readsEveryExtension() throws Exception {
    desk.issue();
    write(SERVER, "server");
    String text = openssl.ok("x509 -in server.crt -noout -text -nameopt RFC2253");
    for (String part :
        List.of(
            "Issuer: CN=pigsty-ca,OU=ca,O=pgfleet",
            "Subject: CN=pg-test-1,O=pgfleet",
            "Digital Signature",
            "TLS Web Server Authentication, TLS Web Client Authentication",
            "CA:FALSE",
            "DNS:pg-test-1",
            "IP Address:10.10.10.3",
            "IP Address:127.0.0.1")) {
      assertTrue(text.contains(part), part + " is not in " + text);
    }
    openssl.file("ca.crt", desk.recorded("ca").pem());
    assertTrue(openssl.ok("x509 -in ca.crt -noout -text").contains("CA:TRUE"));
    openssl.ok("verify -x509_strict -no-CApath -CAfile ca.crt server.crt");
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048", "ED25519"})
  void shakesHandsWithCertificatesOnBothSides(KeyKind kind) throws Exception {
    desk.issue();
    desk.kind = kind;
    CertificateDesk open = desk.open();
    open.renew(List.of(SERVER, CLIENT));
    open.save();
    write(SERVER, "server");
    write(CLIENT, "client");
    openssl.file("ca.crt", desk.recorded("ca").pem());
    assertEquals(0, shake("-cert client.crt -key client.key -verify_hostname pg-test").exit());
  }

  @Test
  void refusesOtherNamesAndStrangers(@TempDir Path elsewhere) throws Exception {
    desk.issue();
    Desk stranger = new Desk(elsewhere.resolve("pki"));
    stranger.issue();
    write(SERVER, "server");
    write(CLIENT, "client");
    openssl.file("ca.crt", desk.recorded("ca").pem());
    openssl.file("strange.crt", stranger.recorded(CLIENT).pem());
    openssl.file("strange.key", stranger.keys.keys.get("pki/" + CLIENT + ".key"));
    String mine = "-cert client.crt -key client.key ";
    Openssl.Answer other = shake(mine + "-verify_hostname pg-test-9");
    assertTrue(other.text().contains("hostname mismatch"), other.text());
    assertFalse(shake(mine + "-verify_ip 10.10.10.99").exit() == 0);
    assertEquals(0, shake(mine + "-verify_ip 10.10.10.3").exit());
    Openssl.Answer strange = shake("-cert strange.crt -key strange.key -verify_hostname pg-test");
    assertTrue(strange.text().contains("alert unknown ca"), strange.text());
  }

  /** One server that demands a certificate, one client; TLS 1.2, where both hear of a refusal. */
  private Openssl.Answer shake(String client) throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(
                "/usr/bin/openssl s_server -accept 127.0.0.1:0 -naccept 1 -cert server.crt -key"
                    .concat(" server.key -CAfile ca.crt -Verify 2 -verify_return_error")
                    .split(" "))
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      String port = port(server);
      return openssl.ask(
          "s_client -connect 127.0.0.1:"
              + port
              + " -tls1_2 -CAfile ca.crt -no-CApath -verify_return_error "
              + client);
    } finally {
      server.destroy();
      assertTrue(server.waitFor(20, TimeUnit.SECONDS));
    }
  }

  private static String port(Process server) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        return listens.group(1);
      }
    }
    throw new AssertionError("the server ended before it listened");
  }
}
