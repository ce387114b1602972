package io.pgfleet.applier.confidential;

import io.pgfleet.applier.fleet.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * One connection over TLS to a service, verified against the authorities that a node trusts at this
 * moment, and against the name that is called; then one request and the first bytes of its answer.
 *
 * @param host the address that is called
 * @param name what the certificate has to be valid for
 * @param trust the file of trusted authorities, read each time
 * @param own certificate and key to show, read each time
 */
record Handshake(String host, String name, int port, Path trust, Optional<Own> own) {
  private static final int MILLIS = 5_000;

  /**
   * What a balancer waits, too, before it takes a member for down: three checks, three seconds
   * apart.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private static final byte[] TLS_PLEASE =
      ByteBuffer.allocate(8).putInt(8).putInt(80877103).array();

  /** A certificate and its key, as PEM files. */
  record Own(Path certificate, Path key) {}

  /** Connects to a service that speaks HTTP over TLS. */
  String get(String path) throws IOException {
    try (Socket plain = connect();
        SSLSocket socket = secured(plain)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      if (!answer.startsWith("HTTP/")) {
        throw new IOException("no answer but '" + answer + "'");
      }
      return answer;
    }
  }

  /**
   * Asks members of one service in turn until there is an answer, and again for as long as clients
   * are patient while a listener is opened anew; but a certificate that is not believed ends the
   * search.
   */
  static void getAny(List<Handshake> members, String path) {
    Eventually.within(
        PATIENCE,
        "an answer of " + members.stream().map(one -> one.host + ":" + one.port).toList(),
        () -> members.stream().anyMatch(one -> one.answers(path)));
  }

  private boolean answers(String path) {
    try {
      get(path);
      return true;
    } catch (IOException e) {
      if (e.getCause() instanceof CertificateException) {
        throw new UncheckedIOException(e);
      }
      return false;
    }
  }

  /** Connects to a database server, which begins in plain text; goes no further than TLS. */
  String server() throws IOException {
    try (Socket plain = connect()) {
      OutputStream out = plain.getOutputStream();
      out.write(TLS_PLEASE);
      InputStream in = plain.getInputStream();
      int answer = in.read();
      if (answer != 'S') {
        throw new IOException("the server wants no TLS: " + answer);
      }
      try (SSLSocket socket = secured(plain)) {
        return socket.getSession().getPeerPrincipal().getName();
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private SSLSocket secured(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) context().getSocketFactory().createSocket(plain, name, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLContext context() {
    try {
      KeyStore trusted = empty();
      int number = 0;
      for (Certificate one : certificates(trust)) {
        trusted.setCertificateEntry("authority-" + number++, one);
      }
      TrustManagerFactory trusting =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusting.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trusting.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KeyManager[] keys() throws GeneralSecurityException, IOException {
    if (own.isEmpty()) {
      return new KeyManager[0];
    }
    String pem = Files.readString(own.get().key()).replaceAll("-----[A-Z ]+-----|\\s", "");
    PrivateKey key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    KeyStore shown = empty();
    shown.setKeyEntry(
        "own", key, new char[0], certificates(own.get().certificate()).toArray(Certificate[]::new));
    KeyManagerFactory showing =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    showing.init(shown, new char[0]);
    return showing.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }
}
