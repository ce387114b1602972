package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.parameter.HaproxyService;
import io.pgfleet.compiler.module.dialect.HaproxyText;
import java.util.List;
import java.util.Locale;

/**
 * A load balanced port of the user's own.
 *
 * @param bind address and port
 * @param defaults what holds for its servers
 */
record HaproxyServiceView(
    String name,
    String bind,
    String mode,
    String balance,
    int maxconn,
    List<Option> options,
    String defaults,
    List<Server> servers) {

  /**
   * How servers are checked unless told otherwise: noticed within three seconds, trusted after as
   * many.
   */
  private static final String DEFAULTS =
      "inter 3s fastinter 1s downinter 5s rise 3 fall 3 on-marked-down shutdown-sessions"
          + " slowstart 30s maxconn 3000 maxqueue 128 weight 100";

  record Option(String line) {}

  record Server(String line) {}

  static HaproxyServiceView of(HaproxyService service) {
    return new HaproxyServiceView(
        HaproxyText.name(service.name()),
        HaproxyText.options(service.ip()) + ":" + service.port(),
        service.protocol(),
        HaproxyText.options(service.balance()),
        service.maxconn(),
        service.options().stream().map(one -> new Option(HaproxyText.options(one))).toList(),
        service.defaultServer().map(HaproxyText::options).orElse(DEFAULTS),
        service.servers().stream().map(one -> new Server(line(one))).toList());
  }

  /** A weight that HAProxy does not know is left out, as users of the reference expect. */
  private static String line(HaproxyService.Server server) {
    StringBuilder line = new StringBuilder();
    String address = HaproxyText.name(server.ip()) + ":" + server.port();
    line.append(String.format(Locale.ROOT, "%s %s", HaproxyText.name(server.name()), address));
    server
        .weight()
        .filter(weight -> weight >= 0 && weight <= 255)
        .ifPresent(weight -> line.append(" weight ").append(weight));
    server.options().ifPresent(options -> line.append(' ').append(HaproxyText.options(options)));
    return server.backup() ? line.append(" backup").toString() : line.toString();
  }
}
