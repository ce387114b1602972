package io.pgfleet.applier.confidential;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** An exporter as whoever collects its figures sees it. */
record Exporter(FleetNode node, int port) {
  private static final Duration RESTART = Duration.ofSeconds(15);
  private static final int MILLIS = 10_000;

  /**
   * Asks for its page; while it is being restarted, until it answers again.
   *
   * @throws IOException when the server that it watches did not let it in
   */
  void scrape() throws IOException {
    String page = page();
    if (!page.contains("pg_up 1\n")) {
      throw new IOException("the exporter is locked out: " + page.strip());
    }
  }

  /** Whether the password that it was started with opens another connection. */
  boolean getsInAgain() {
    return page().contains("pg_lets_in 1\n");
  }

  private String page() {
    AtomicReference<String> page = new AtomicReference<>("");
    Eventually.within(
        RESTART,
        "an answer of the exporter",
        () -> {
          page.set(get());
          return !page.get().isEmpty();
        });
    return page.get();
  }

  /** Empty when nobody listens. */
  private String get() {
    try {
      URLConnection connection =
          URI.create("http://" + node.address() + ":" + port + "/metrics").toURL().openConnection();
      connection.setConnectTimeout(MILLIS);
      connection.setReadTimeout(MILLIS);
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException refused) {
      return "";
    }
  }
}
