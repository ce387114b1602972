package io.pgfleet.applier.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are kept elsewhere; the index has their revisions and salts. */
class ProvidersTest {
  private static final String TOKEN = "hvs.token";

  @TempDir Path inventory;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    StringBuilder index = new StringBuilder("formatVersion: 1\nsecrets:\n");
    for (String name : List.of("app/db.main", "app/gone", "own/x", "kv/a", "kv/denied")) {
      index
          .append("  \"" + name + "\":\n    revision: aaaaaaaa\n")
          .append("    set: \"2026-01-31T12:00:00Z\"\n    salt: AAECAwQFBgcICQoLDA0ODw==\n");
    }
    Files.writeString(inventory.resolve("secrets.index.yml"), index);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Answers as Vault's key-value engine does, to those who ask as they should. */
  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    boolean right =
        TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))
            && "team".equals(exchange.getRequestHeaders().getFirst("X-Vault-Namespace"))
            && "true".equals(exchange.getRequestHeaders().getFirst("X-Vault-Request"));
    int status = !right || path.endsWith("denied") ? 403 : path.endsWith("/kv/a") ? 200 : 404;
    String body =
        status == 200
            ? "{\"data\":{\"data\":{\"value\":\"of the vault\"},\"metadata\":{\"version\":3}}}"
            : "{\"errors\":[]}";
    if (path.contains("/moved/")) {
      exchange.getResponseHeaders().add("Location", "/v1/secret/data/prod/kv/a");
      status = 307;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void takesTheSourceWithTheLongestBeginning() {
    environment("{ environment: ALL_ }, { prefix: app/, environment: APP_ }");

    assertEquals(
        "one", resolve("app/db.main", Map.of("APP_APP_DB_MAIN", "one", "ALL_OWN_X", "two")));
    assertEquals("two", resolve("own/x", Map.of("APP_APP_DB_MAIN", "one", "ALL_OWN_X", "two")));
  }

  @Test
  void saysWhichVariablesDoNotHaveASecret() {
    environment("{ prefix: app/, environment: APP_ }");

    String message = failure("app/gone", Map.of());
    assertTrue(message.contains("not in the environment variables APP_…"), message);
  }

  @Test
  void runsACommandWithoutAShell() {
    environment("{ prefix: app/, command: [printf, '%s\\n', '$HOME {name}'] }");

    assertEquals("$HOME app/db.main", resolve("app/db.main", Map.of()));
  }

  @Test
  void showsNothingOfACommandThatFails() {
    environment("{ command: [sh, -c, 'echo poison; echo poison >&2; exit 3'] }");

    String message = failure("app/db.main", Map.of());
    assertTrue(message.contains("the command 'sh' exited with 3 for the secret 'app/db.main'"));
    assertFalse(message.contains("poison"), message);
  }

  @Test
  void waitsForACommandAsLongAsItIsAllowed() {
    environment("{ timeout: 1, command: [sleep, '60'] }");

    String message = failure("app/db.main", Map.of());
    assertTrue(message.contains("said nothing within 1 s"), message);
  }

  @Test
  void saysThatACommandIsNotThere() {
    environment("{ command: [no-such-program] }");

    assertTrue(failure("own/x", Map.of()).contains("cannot be started"));
  }

  @Test
  void readsTheKeyValueEngineOfAVault() {
    environment(vault(address(), ""));

    assertEquals("of the vault", resolve("kv/a", Map.of("VAULT_TOKEN", TOKEN)));
    assertEquals(List.of("GET /v1/secret/data/prod/kv/a"), asked);
  }

  @Test
  void readsTheTokenFromAFileAndTheEngineFromItsMount() throws IOException {
    Files.writeString(inventory.resolve("token"), TOKEN + "\n");
    environment(vault(address(), ", mount: team/kv, token_file: token"));

    assertEquals("of the vault", resolve("kv/a", Map.of()));
    assertEquals(List.of("GET /v1/team/kv/data/prod/kv/a"), asked);
  }

  @Test
  void saysWhyAVaultGivesNothing() {
    environment(vault(address(), ""));

    assertTrue(failure("kv/denied", Map.of("VAULT_TOKEN", TOKEN)).contains("renew the token"));
    assertTrue(failure("kv/a", Map.of("VAULT_TOKEN", "wrong")).contains("renew the token"));
    assertTrue(failure("own/x", Map.of("VAULT_TOKEN", TOKEN)).contains("not in the vault at"));
    assertTrue(failure("kv/a", Map.of()).contains("no token opens the vault"));
    server.stop(0);
    String message = failure("kv/a", Map.of("VAULT_TOKEN", TOKEN));
    assertTrue(message.contains("cannot be reached"), message);
    assertFalse(message.contains(TOKEN), message);
  }

  @Test
  void takesItsTokenNowhereElse() {
    environment(vault(address(), ", mount: moved"));

    assertTrue(failure("kv/a", Map.of("VAULT_TOKEN", TOKEN)).contains("answered 307"));
    assertEquals(1, asked.size());
    environment(vault("http://vault.example.com", ""));
    assertTrue(failure("kv/a", Map.of("VAULT_TOKEN", TOKEN)).contains("needs https://"));
  }

  @Test
  void needsTheRevisionThatTheTreeWasCompiledWith() {
    environment("{ environment: X_ }");
    byte[] other = "{secret:own/x@bbbbbbbb}".getBytes(StandardCharsets.UTF_8);

    String message =
        assertThrows(
                SecretException.class,
                () -> secrets(Map.of("X_OWN_X", "poison")).resolve("etc/x", other))
            .getMessage();
    assertTrue(message.startsWith("etc/x: needs revision 'bbbbbbbb'"), message);
    assertFalse(message.contains("poison"), message);
  }

  private String vault(String address, String more) {
    return "{ vault: { address: '" + address + "', namespace: team, path: prod" + more + " } }";
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void environment(String sources) {
    try {
      Files.writeString(inventory.resolve("env.yml"), "secrets:\n  sources: [ " + sources + " ]\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Secrets secrets(Map<String, String> variables) {
    return Secrets.read(inventory, new Surroundings(Optional.empty(), variables, inventory));
  }

  private String resolve(String name, Map<String, String> variables) {
    byte[] content = ("{secret:" + name + "@aaaaaaaa}").getBytes(StandardCharsets.UTF_8);
    return new String(secrets(variables).resolve("x", content), StandardCharsets.UTF_8);
  }

  private String failure(String name, Map<String, String> variables) {
    return assertThrows(SecretException.class, () -> resolve(name, variables)).getMessage();
  }
}
