package io.pgfleet.compiler.module.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.model.parameter.Card;
import io.pgfleet.compiler.model.parameter.Portal;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.module.SampleFleet;
import io.pgfleet.compiler.module.dialect.RefusedTextException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InfraViewsTest {

  @Test
  void homeIsTheServerForUnknownNames() {
    ServerView view = ServerView.of(infra("enable"), "home", Entries.domain("i.pigsty"));
    assertEquals("80 default_server", view.plain().orElseThrow().listen());
    assertEquals("443 ssl default_server", view.secure().orElseThrow().listen());
    assertTrue(view.home().isPresent());
    assertTrue(view.redirect().isEmpty());
  }

  @Test
  void enforcedTlsSendsPlainRequestsAway() {
    ServerView view = ServerView.of(infra("enforce"), "home", Entries.domain("i.pigsty"));
    assertTrue(view.plain().isEmpty());
    assertEquals("https://$host$request_uri", view.redirect().orElseThrow().target());
  }

  @Test
  void disabledTlsListensPlainOnly() {
    ServerView view = ServerView.of(infra("disable"), "home", Entries.domain("i.pigsty"));
    assertTrue(view.secure().isEmpty());
    assertTrue(view.plain().isPresent());
  }

  @Test
  void aPathWinsOverAnEndpoint() {
    PortalEntry both = Entries.of(Optional.of("/www/docs"), Optional.of("10.10.10.10:80"), "off");
    ServerView view = ServerView.of(infra("enable"), "docs", both);
    assertEquals("/www/docs", view.folder().orElseThrow().root());
    assertTrue(view.proxy().isEmpty());
    assertTrue(view.password().isEmpty());
  }

  @Test
  void anEndpointIsPassedOnBehindAPassword() {
    PortalEntry entry = Entries.of(Optional.empty(), Optional.of("10.10.10.10:8885"), "true");
    ServerView view = ServerView.of(infra("enable"), "adm", entry);
    assertEquals(
        new ServerView.Proxy("adm", "10.10.10.10:8885", "http", true), view.proxy().orElseThrow());
    assertEquals("restricted", view.password().orElseThrow().realm());
    assertEquals("adm.log", view.log());
  }

  @Test
  void refusesVariablesInAnEndpoint() {
    PortalEntry entry = Entries.of(Optional.empty(), Optional.of("$host:80"), "off");
    assertThrows(RefusedTextException.class, () -> ServerView.of(infra("enable"), "adm", entry));
  }

  @Test
  void cardsThatLeadNowhereAreLeftOut() {
    List<Card> cards = List.of(card("Metrics", "/vmetrics/"), card("CA <1>", "/ca.crt"));
    InfraNode base = infra("enable");
    Portal portal =
        new Portal(
            1,
            Map.of("m", Entries.domain("m.pigsty")),
            "/data/infra",
            cards,
            List.of(card("Wiki", "/wiki")));
    InfraNode infra =
        new InfraNode(base.node(), 1, portal, base.nginx(), base.dns(), base.remote());
    List<PageLink> links = PageLink.all(infra, SampleFleet.of(List.of(base.node()), Map.of()));
    assertEquals(
        List.of("CA &lt;1&gt;", "Wiki", "m"), links.stream().map(PageLink::title).toList());
    assertEquals("https://m.pigsty/", links.get(2).address());
  }

  @Test
  void refusesACardThatRunsAScript() {
    InfraNode base = infra("enable");
    Portal portal =
        new Portal(1, Map.of(), "/data/infra", List.of(), List.of(card("x", "javascript:a()")));
    InfraNode infra =
        new InfraNode(base.node(), 1, portal, base.nginx(), base.dns(), base.remote());
    assertThrows(
        RefusedTextException.class,
        () -> PageLink.all(infra, SampleFleet.of(List.of(base.node()), Map.of())));
  }

  @Test
  void wildcardsAreNoStarsInPaths() {
    assertEquals("_.pigsty", WebServer.fileName("*.pigsty"));
    assertFalse(
        ServerView.of(infra("enable"), "any", Entries.domain("*.pigsty"))
            .secure()
            .orElseThrow()
            .certificate()
            .contains("*"));
  }

  private static Card card(String name, String url) {
    return new Card(
        name, url, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static InfraNode infra(String sslmode) {
    return SampleFleet.infra(Entries.node(), Map.of(), sslmode);
  }
}
