package io.pgfleet.applier.secret;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a vault is reached: {@code vault} of a source in {@code env.yml}.
 *
 * @param file that {@code env.yml}
 * @param fields {@code address}, {@code path}, and if need be {@code mount} (secret), {@code
 *     namespace}, {@code ca_file}, {@code token_env} (VAULT_TOKEN), {@code token_file}
 *     (~/.vault-token)
 * @param limit how long an answer may take
 */
record VaultSettings(Path file, Map<?, ?> fields, Surroundings surroundings, Duration limit) {
  private static final Set<String> OWN_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  /** Without the slash at its end. Only on this machine may the token go unencrypted. */
  String address() {
    String address = text("address").orElseThrow(() -> lacks("address")).replaceFirst("/+$", "");
    URI uri = URI.create(address);
    if (!"https".equals(uri.getScheme()) && !OWN_MACHINE.contains(String.valueOf(uri.getHost()))) {
      throw new SecretException(file + ": the vault's address '" + address + "' needs https://");
    }
    return address;
  }

  String path(String name) {
    String folder = text("path").map(one -> one + "/").orElse("");
    return text("mount").orElse("secret") + "/data/" + folder + name;
  }

  Optional<String> namespace() {
    return text("namespace");
  }

  /** The token of the variable, else that of the file. */
  String token() {
    String variable = text("token_env").orElse("VAULT_TOKEN");
    String given = surroundings.variables().getOrDefault(variable, "");
    if (!given.isEmpty()) {
      return given;
    }
    Path path =
        text("token_file")
            .map(one -> YamlText.below(file, one))
            .orElse(surroundings.home().resolve(".vault-token"));
    try {
      return Files.readString(path, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new SecretException(
          "no token opens the vault: "
              + variable
              + " is not set and "
              + path
              + " cannot be read; log in first",
          e);
    }
  }

  HttpClient client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(limit).followRedirects(HttpClient.Redirect.NEVER);
    text("ca_file").ifPresent(one -> builder.sslContext(trusting(YamlText.below(file, one))));
    return builder.build();
  }

  private static SSLContext trusting(Path authorities) {
    try (InputStream stream = Files.newInputStream(authorities)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        store.setCertificateEntry("authority" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new SecretException(authorities + ": holds no certificates; name a PEM file", e);
    }
  }

  private Optional<String> text(String field) {
    return Optional.ofNullable(fields.get(field)).map(Object::toString);
  }

  private SecretException lacks(String field) {
    return new SecretException(file + ": a vault needs '" + field + "'; add it");
  }
}
