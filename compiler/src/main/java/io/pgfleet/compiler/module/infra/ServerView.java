package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.parameter.Nginx;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.module.dialect.NginxText;
import io.pgfleet.compiler.module.dialect.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The server of a portal entry.
 *
 * @param names that it answers to, separated by blanks
 * @param plain where it listens without TLS; absent when it does not
 * @param redirect where plain requests are sent; absent when they are answered
 * @param secure where it listens with TLS; absent when it does not
 * @param log file name of its access log
 * @param password asks for a password; absent when it does not
 * @param home whether it is the portal's own page
 * @param folder files that it serves
 * @param proxy what it passes requests to
 * @param own the user's lines
 */
record ServerView(
    String names,
    Optional<Plain> plain,
    Optional<Redirect> redirect,
    Optional<Secure> secure,
    String log,
    Optional<Password> password,
    Optional<Home> home,
    Optional<Folder> folder,
    Optional<Proxy> proxy,
    List<Own> own) {

  /** The entry that is the portal itself, and the server for names that no entry has. */
  static final String HOME = "home";

  private static final Set<String> OFF = Set.of("", "off", "false", "no");

  /** Arguments of {@code listen}. */
  record Plain(String listen) {}

  /**
   * Where to send plain requests; {@code root} holds the authority's certificate, which is never
   * sent away.
   */
  record Redirect(String listen, String target, String root) {}

  record Secure(String listen, String certificate, String key) {}

  record Password(String realm, String users) {}

  record Home(String root) {}

  record Folder(String root, boolean listed) {}

  record Proxy(String name, String endpoint, String scheme, boolean upgraded) {}

  record Own(String line) {}

  static ServerView of(InfraNode infra, String entryName, PortalEntry entry) {
    Nginx nginx = infra.nginx();
    boolean home = entryName.equals(HOME);
    boolean tls = !nginx.nginxSslmode().equals("disable");
    boolean enforced = tls && (entry.enforceHttps() || nginx.nginxSslmode().equals("enforce"));
    String standard = home ? " default_server" : "";
    String listen = nginx.nginxPort() + standard;
    return new ServerView(
        String.join(" ", names(entry)),
        enforced ? Optional.empty() : Optional.of(new Plain(listen)),
        enforced ? Optional.of(redirect(listen, nginx)) : Optional.empty(),
        tls
            ? Optional.of(secure(nginx.nginxSslPort() + " ssl" + standard, entry))
            : Optional.empty(),
        NginxText.name(entry.log().orElse(entryName + ".log")),
        password(entry),
        home ? Optional.of(new Home(NginxText.word(nginx.nginxHome()))) : Optional.empty(),
        home ? Optional.empty() : entry.path().map(path -> folder(path, entry)),
        home || entry.path().isPresent()
            ? Optional.empty()
            : entry.endpoint().map(endpoint -> proxy(entryName, endpoint, entry)),
        own(entry));
  }

  /** The names of an entry, its main one first. */
  static List<String> names(PortalEntry entry) {
    return Stream.concat(entry.domain().stream(), entry.domains().stream())
        .map(NginxText::name)
        .distinct()
        .toList();
  }

  private static Redirect redirect(String listen, Nginx nginx) {
    String port = nginx.nginxSslPort() == 443 ? "" : ":" + nginx.nginxSslPort();
    return new Redirect(
        listen, "https://$host" + port + "$request_uri", NginxText.word(nginx.nginxHome()));
  }

  private static Secure secure(String listen, PortalEntry entry) {
    String base = WebServer.CERTIFICATES + "/" + WebServer.fileName(names(entry).get(0));
    return new Secure(listen, base + ".crt", base + ".key");
  }

  private static Optional<Password> password(PortalEntry entry) {
    return entry
        .auth()
        .filter(auth -> !OFF.contains(auth.toLowerCase(Locale.ROOT)))
        .map(auth -> NginxText.word(entry.realm().orElse("restricted")))
        .map(realm -> new Password(realm, WebServer.USERS_FILE));
  }

  private static Folder folder(String path, PortalEntry entry) {
    return new Folder(NginxText.word(path), entry.index());
  }

  private static Proxy proxy(String name, String endpoint, PortalEntry entry) {
    return new Proxy(
        NginxText.name(name), NginxText.word(endpoint), entry.scheme(), entry.websocket());
  }

  private static List<Own> own(PortalEntry entry) {
    List<Own> lines = new ArrayList<>();
    entry
        .config()
        .ifPresent(text -> text.lines().forEach(one -> lines.add(new Own(PlainText.line(one)))));
    return lines;
  }
}
