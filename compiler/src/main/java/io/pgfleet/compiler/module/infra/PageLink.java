package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.parameter.Card;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.module.dialect.HtmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A card of the home page that leads to another page. */
record PageLink(String title, String address, String text) {

  /** What the portal's own server answers besides its home page. */
  private static final List<String> SERVED = List.of("/ca.crt", "/haproxy/");

  /** The user's cards, then the portal's other entries. */
  static List<PageLink> all(InfraNode infra, Fleet fleet) {
    boolean chinese = fleet.meta().language().startsWith("zh");
    List<PageLink> links = new ArrayList<>();
    infra.portal().infraServices().stream()
        .filter(card -> answered(card.url()))
        .forEach(card -> links.add(card(card, chinese)));
    infra.portal().infraExtraServices().forEach(card -> links.add(card(card, chinese)));
    infra
        .portal()
        .infraPortal()
        .forEach((name, entry) -> entry(infra, name, entry).ifPresent(links::add));
    return links;
  }

  /** A card of the default list whose program is not part of the platform would lead nowhere. */
  private static boolean answered(String url) {
    return !url.startsWith("/") || SERVED.stream().anyMatch(url::startsWith);
  }

  private static PageLink card(Card card, boolean chinese) {
    Optional<String> name = chinese ? card.nameCn() : Optional.empty();
    Optional<String> text = chinese ? card.descCn() : Optional.empty();
    return new PageLink(
        HtmlText.escape(name.orElse(card.name())),
        HtmlText.link(card.url()),
        HtmlText.escape(text.or(card::desc).orElse("")));
  }

  private static Optional<PageLink> entry(InfraNode infra, String name, PortalEntry entry) {
    if (name.equals(ServerView.HOME) || entry.domain().isEmpty()) {
      return Optional.empty();
    }
    String domain = entry.domain().get();
    boolean tls = !infra.nginx().nginxSslmode().equals("disable");
    String address = (tls ? "https://" : "http://") + domain + "/";
    return Optional.of(
        new PageLink(HtmlText.escape(name), HtmlText.link(address), HtmlText.escape(domain)));
  }
}
