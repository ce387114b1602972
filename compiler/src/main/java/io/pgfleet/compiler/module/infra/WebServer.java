package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Certificate;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;

/**
 * The web server of an infrastructure node.
 *
 * <p>The package's unit is right and stays. Its {@code nginx.conf} is replaced: it is what {@code
 * nginx -t} reads when a person types it, and it would serve the package's own page on our port.
 */
final class WebServer {
  static final ArtifactType CONFIGURATION =
      new ArtifactType(
          "infra.nginx", "infra/nginx.conf.mustache", NginxView.class, Format.NGINX, "nginx -t");
  static final ArtifactType SERVER =
      new ArtifactType(
          "infra.nginx-server",
          "infra/server.conf.mustache",
          ServerView.class,
          Format.NGINX,
          "nginx -t");
  static final ArtifactType BALANCER_UPSTREAM =
      new ArtifactType(
          "infra.nginx-haproxy-upstream",
          "infra/haproxy-upstream.conf.mustache",
          BalancerView.class,
          Format.NGINX,
          "nginx -t");
  static final ArtifactType BALANCER_LOCATION =
      new ArtifactType(
          "infra.nginx-haproxy-location",
          "infra/haproxy-location.conf.mustache",
          BalancerLocationView.class,
          Format.NGINX,
          "nginx -t");
  static final ArtifactType CERTIFICATE =
      new ArtifactType("infra.nginx-certificate", "", Void.class, Format.PEM, "nginx -t");
  static final ArtifactType KEY =
      new ArtifactType("infra.nginx-key", "", Void.class, Format.PEM, "nginx -t");
  static final ArtifactType USERS =
      new ArtifactType(
          "infra.nginx-users", "infra/htpasswd.mustache", UsersView.class, Format.TEXT, "nginx");

  static final String FOLDER = "/etc/nginx";
  static final String CERTIFICATES = FOLDER + "/conf.d/cert";
  static final String USERS_FILE = FOLDER + "/.htpasswd";

  /** The certificate that covers every name of the portal. */
  private static final String PORTAL = "nginx/portal";

  private WebServer() {}

  static void contribute(Fleet fleet, Draft draft) {
    fleet.infra().stream()
        .filter(infra -> infra.nginx().nginxEnabled())
        .forEach(infra -> files(infra, fleet, draft));
    WebSteps.contribute(fleet, draft);
  }

  private static void files(InfraNode infra, Fleet fleet, Draft draft) {
    String user = NginxView.user(fleet.packages());
    Content base = new Content.View(NginxView.of(fleet.packages()));
    draft.add(file(CONFIGURATION, infra, FOLDER + "/nginx.conf", base));
    infra.portal().infraPortal().forEach((name, entry) -> server(infra, name, entry, draft));
    fleet.nodes().stream()
        .filter(node -> node.parameters().haproxy().haproxyEnabled())
        .forEach(node -> balancer(infra, node, draft));
    if (!infra.nginx().nginxSslmode().equals("disable")) {
      certificate(infra, fleet.pki().certificate(PORTAL), draft);
    }
    Content users = new Content.View(UsersView.of(infra.nginx().nginxUsers()));
    Ownership readable = new Ownership("root", user, "0640");
    draft.add(
        new Artifact.File(USERS, infra.node().host(), USERS_FILE, readable, WebSteps.PLACE, users));
  }

  /** An entry without a domain is for other parts of the platform to read; it has no server. */
  private static void server(InfraNode infra, String name, PortalEntry entry, Draft draft) {
    if (entry.domain().isPresent()) {
      Content view = new Content.View(ServerView.of(infra, name, entry));
      draft.add(file(SERVER, infra, FOLDER + "/conf.d/" + name + ".conf", view));
    }
  }

  private static void balancer(InfraNode infra, Node node, Draft draft) {
    String folder = FOLDER + "/conf.d/haproxy/";
    Content upstream = new Content.View(BalancerView.of(node));
    String name = node.name() + ".conf";
    draft.add(file(BALANCER_UPSTREAM, infra, folder + "upstream-" + name, upstream));
    Content location = new Content.View(BalancerLocationView.of(node));
    draft.add(file(BALANCER_LOCATION, infra, folder + "location-" + name, location));
  }

  /** Each server has a certificate of its own name, a link, so that single ones can be replaced. */
  private static void certificate(InfraNode infra, Certificate portal, Draft draft) {
    String host = infra.node().host();
    String base = CERTIFICATES + "/portal";
    Ownership closed = new Ownership("root", "root", "0700");
    draft.add(new Artifact.Directory(host, CERTIFICATES, closed, WebSteps.PLACE));
    draft.add(file(CERTIFICATE, infra, base + ".crt", new Content.Text(portal.pem())));
    Content key = new Content.Text(portal.key().raw());
    draft.add(
        new Artifact.File(KEY, host, base + ".key", Ownership.ROOT_0600, WebSteps.PLACE, key));
    for (PortalEntry entry : infra.portal().infraPortal().values()) {
      if (entry.domain().isPresent()) {
        String name = CERTIFICATES + "/" + fileName(ServerView.names(entry).get(0));
        String certificate = entry.cert().orElse(base + ".crt");
        String own = entry.key().orElse(base + ".key");
        draft.add(new Artifact.Link(host, name + ".crt", certificate, WebSteps.PLACE));
        draft.add(new Artifact.Link(host, name + ".key", own, WebSteps.PLACE));
      }
    }
  }

  /** A domain as a file name: a wildcard's star means something else in paths. */
  static String fileName(String domain) {
    return domain.replace('*', '_');
  }

  private static Artifact file(ArtifactType type, InfraNode infra, String path, Content content) {
    String host = infra.node().host();
    return new Artifact.File(type, host, path, Ownership.ROOT_0644, WebSteps.PLACE, content);
  }
}
