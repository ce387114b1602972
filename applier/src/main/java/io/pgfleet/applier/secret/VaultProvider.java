package io.pgfleet.applier.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Secrets in Vault's key-value engine, version 2: the field {@code value} of {@code
 * <mount>/data/<path>/<name>}. A redirect is not followed, so that the token goes nowhere else.
 */
final class VaultProvider implements Provider {
  private final VaultSettings settings;
  private final HttpClient client;
  private final Index index;

  VaultProvider(VaultSettings settings, Index index) {
    this.settings = settings;
    this.client = settings.client();
    this.index = index;
  }

  @Override
  public Optional<Secret> secret(String name) {
    HttpResponse<String> response = ask(name);
    return switch (response.statusCode()) {
      case 200 -> index.secret(name, value(name, response.body()));
      case 404 -> Optional.empty();
      case 403 ->
          throw new SecretException(
              this
                  + " does not let this token read the secret '"
                  + name
                  + "'; renew the token, or widen its policy");
      default ->
          throw new SecretException(
              this
                  + " answered "
                  + response.statusCode()
                  + " for the secret '"
                  + name
                  + "'; check that it is unsealed and that the address is right");
    };
  }

  private HttpResponse<String> ask(String name) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.address() + "/v1/" + settings.path(name)))
            .timeout(settings.limit())
            .header("X-Vault-Token", settings.token())
            .header("X-Vault-Request", "true");
    settings.namespace().ifPresent(one -> request.header("X-Vault-Namespace", one));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new SecretException(
          this + " cannot be reached (" + e.getClass().getSimpleName() + "); check its address", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretException(this + " was not asked: interrupted");
    }
  }

  private String value(String name, String body) {
    try {
      JsonNode value = new ObjectMapper().readTree(body).path("data").path("data").path("value");
      if (value.isTextual()) {
        return value.textValue();
      }
    } catch (JsonProcessingException mayRepeatTheBody) {
      throw new SecretException(this + " gave no JSON for the secret '" + name + "'; check it");
    }
    throw new SecretException(
        this + " has no text in the field 'value' of the secret '" + name + "'; put it there");
  }

  @Override
  public String toString() {
    return "the vault at " + settings.address();
  }
}
