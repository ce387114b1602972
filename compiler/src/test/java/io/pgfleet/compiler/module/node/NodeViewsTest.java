package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.HaproxyService;
import io.pgfleet.compiler.model.parameter.NodeTime;
import io.pgfleet.compiler.module.SampleFleet;
import io.pgfleet.compiler.module.dialect.RefusedTextException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeViewsTest {
  private static final Node FIRST = Parameters.defaults().node("10.10.10.10", "n-1");
  private static final Node SECOND = Parameters.defaults().node("10.10.10.11", "n-2");

  @Test
  void aNodeKnowsItselfAndTheGivenRecords() {
    assertEquals(
        List.of("10.10.10.11 n-2", "10.10.10.10 i.pigsty"), hosts(SECOND, fleet(FIRST, SECOND)));
  }

  @Test
  void exchangedNamesAreThoseOfAllNodesOnce() {
    Node second = Parameters.defaults().exchangingNames().node("10.10.10.11", "n-2");
    assertEquals(
        List.of("10.10.10.11 n-2", "10.10.10.10 n-1", "10.10.10.10 i.pigsty"),
        hosts(second, fleet(FIRST, second)));
  }

  @Test
  void infrastructureTellsTheTimeAndOthersAskItToo() {
    Fleet fleet = fleet(FIRST, SECOND);
    ChronyView server = ChronyView.of(FIRST, fleet);
    assertTrue(server.server());
    assertTrue(server.clients().contains(new ChronyView.Client("10.0.0.0/8")));
    assertEquals(List.of(new ChronyView.Source("pool pool.ntp.org iburst")), server.sources());

    ChronyView client = ChronyView.of(SECOND, fleet);
    assertFalse(client.server());
    assertEquals(
        List.of("pool pool.ntp.org iburst", "server 10.10.10.10 iburst"),
        client.sources().stream().map(ChronyView.Source::line).toList());
  }

  @Test
  void nobodyAsksItselfForTheTimeOrOneServerTwice() {
    NodeTime time = new NodeTime("", true, List.of("pool 10.10.10.10 iburst"), true, List.of());
    Node first = Parameters.defaults().time(time).node("10.10.10.10", "n-1");
    Node second = Parameters.defaults().time(time).node("10.10.10.11", "n-2");
    Fleet fleet = fleet(first, second);
    assertTrue(ChronyView.of(first, fleet).sources().isEmpty());
    assertEquals(
        List.of(new ChronyView.Source("pool 10.10.10.10 iburst")),
        ChronyView.of(second, fleet).sources());
  }

  @Test
  void aMasterComesBeforeItsPeersForAFloatingAddress() {
    Node first = floating("master", false, "10.10.10.10", "n-1");
    Node second = floating("backup", false, "10.10.10.11", "n-2");
    Node third = floating("backup", false, "10.10.10.12", "n-3");
    Fleet fleet = fleet(first, second, third);
    assertEquals(128, KeepalivedView.of(first, fleet).priority());
    assertEquals(100, KeepalivedView.of(second, fleet).priority());
    KeepalivedView view = KeepalivedView.of(third, fleet);
    assertEquals(100, view.priority());
    assertEquals(
        List.of(new KeepalivedView.Peer("10.10.10.10"), new KeepalivedView.Peer("10.10.10.11")),
        view.peers());
    assertEquals("10.10.10.3", view.address());
  }

  @Test
  void onlyAMasterThatPreemptsStartsAsOne() {
    Node calm = floating("master", false, "10.10.10.10", "n-1");
    Node eager = floating("master", true, "10.10.10.10", "n-1");
    assertEquals("BACKUP", KeepalivedView.of(calm, fleet(calm)).state());
    assertEquals("MASTER", KeepalivedView.of(eager, fleet(eager)).state());
  }

  @Test
  void peersShareAPasswordOnlyWhenThereIsOne() {
    Node without = floating("backup", false, "10.10.10.10", "n-1");
    assertFalse(KeepalivedView.of(without, fleet(without)).authenticated());
    Node with =
        Parameters.defaults()
            .vip(Parameters.vip(true, "backup", false, SampleFleet.SECRET))
            .node("10.10.10.10", "n-1");
    assertEquals(
        "{secret:some_secret@abcd1234|keepalived}",
        KeepalivedView.of(with, fleet(with)).password());
  }

  @Test
  void thePageOfStatisticsIsClosedUnlessToldOtherwise() {
    assertTrue(HaproxyView.of(FIRST).authenticated());
    assertEquals("{secret:some_secret@abcd1234|balancer}", HaproxyView.of(FIRST).password());
    Node open =
        Parameters.defaults()
            .haproxy(Parameters.haproxy(false, SampleFleet.SECRET, List.of()))
            .node("10.10.10.10", "n-1");
    assertFalse(HaproxyView.of(open).authenticated());
  }

  @Test
  void serversOfAServiceCarryWeightOptionsAndBackup() {
    HaproxyService.Server server =
        new HaproxyService.Server(
            "s-1", "10.10.10.10", 9000, true, Optional.of(50), Optional.of("check port 9000"));
    HaproxyService.Server heavy =
        new HaproxyService.Server(
            "s-2", "10.10.10.11", 9000, false, Optional.of(300), Optional.empty());
    HaproxyServiceView view = HaproxyServiceView.of(service("minio", server, heavy));
    assertEquals("*:9002", view.bind());
    assertEquals(
        List.of("s-1 10.10.10.10:9000 weight 50 check port 9000 backup", "s-2 10.10.10.11:9000"),
        view.servers().stream().map(HaproxyServiceView.Server::line).toList());
  }

  @Test
  void refusesALineBreakInAServersOptions() {
    HaproxyService.Server server =
        new HaproxyService.Server(
            "s-1", "10.10.10.10", 9000, false, Optional.empty(), Optional.of("check\nbind :1"));
    assertThrows(RefusedTextException.class, () -> HaproxyServiceView.of(service("minio", server)));
  }

  @Test
  void sudoFollowsItsLevel() {
    assertEquals(
        List.of(new SudoersView.Rule("%admin ALL=(ALL) NOPASSWD: ALL")),
        SudoersView.of("nopass").rules());
    assertEquals(
        List.of(new SudoersView.Rule("%admin ALL=(ALL) ALL")), SudoersView.of("all").rules());
    assertTrue(
        SudoersView.of("limit").rules().stream().noneMatch(rule -> rule.text().endsWith(" ALL")));
  }

  @Test
  void aliasesSurviveQuotes() {
    AliasesView view = AliasesView.of(Map.of("hi", "echo 'it''s'"));
    assertEquals("'hi=echo '\\''it'\\'''\\''s'\\'''", view.aliases().get(0).definition());
  }

  private static HaproxyService service(String name, HaproxyService.Server... servers) {
    return new HaproxyService(
        name, 9002, null, null, null, 0, Optional.empty(), List.of(), List.of(servers));
  }

  private static Node floating(String role, boolean preempt, String host, String name) {
    return Parameters.defaults()
        .vip(Parameters.vip(true, role, preempt, SampleFleet.EMPTY))
        .node(host, name);
  }

  private static List<String> hosts(Node node, Fleet fleet) {
    return HostsView.of(node, fleet).lines().stream().map(HostsView.Line::text).toList();
  }

  private static Fleet fleet(Node... nodes) {
    return SampleFleet.of(List.of(nodes), Map.of());
  }
}
