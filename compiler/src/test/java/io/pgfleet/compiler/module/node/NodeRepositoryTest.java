package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.catalog.CatalogReader;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Facts.OperatingSystem;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageSource;
import io.pgfleet.compiler.model.parameter.Meta;
import io.pgfleet.compiler.model.parameter.NodePackages;
import io.pgfleet.compiler.model.parameter.PackageUpstreams;
import io.pgfleet.compiler.model.parameter.Upstream;
import io.pgfleet.compiler.module.SampleFleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NodeRepositoryTest {
  private static final Path SCHEMA =
      Path.of(System.getProperty("pgfleet.root")).resolve("schema/v4.0");
  private static final OperatingSystem ROCKY = new OperatingSystem("rocky", "9.4", "");
  private static final OperatingSystem BOOKWORM = new OperatingSystem("debian", "12", "bookworm");

  @Test
  void aRegionWithoutAnAddressOfItsOwnHasTheUsualOne() {
    assertEquals(
        "https://repo.pigsty.cc/yum/infra/$basearch",
        first(ROCKY, "infra", "china", List.of()).address());
    assertEquals(
        "https://repo.pigsty.io/yum/infra/$basearch",
        first(ROCKY, "infra", "europe", List.of()).address());
  }

  @Test
  void signaturesAreCheckedWhereTheKeyComesFromWherePackagesDo() {
    assertEquals("https://repo.pigsty.io/key", first(ROCKY, "infra", "default", List.of()).key());
    assertEquals("", first(ROCKY, "infra", "china", List.of()).key());
  }

  @Test
  void aModuleThatTheSystemHasNothingOfMakesNoFile() {
    assertEquals(List.of("pgsql"), modules(ROCKY, "node,pgsql,haproxy"));
    assertEquals(List.of("pgsql", "haproxy"), modules(BOOKWORM, "node,pgsql,haproxy"));
  }

  @Test
  void theFleetsOwnRepositoryWinsOverNewerVersionsElsewhere() {
    NodeRepository own = first(ROCKY, "local", "default", List.of());
    assertEquals("http://10.10.10.10:80/pigsty", own.address());
    RepositoryView.Section section = RepositoryView.of(List.of(own)).sections().get(0);
    assertTrue(section.options().contains(new RepositoryView.Option("priority", "10")));
    assertTrue(section.options().contains(new RepositoryView.Option("module_hotfixes", "1")));
    assertEquals(
        "deb [trusted=yes] http://10.10.10.10:80/pigsty ./",
        SourcesView.of(List.of(first(BOOKWORM, "local", "default", List.of())))
            .sources()
            .get(0)
            .line());
  }

  @Test
  void ownRepositoriesReplaceTheTablesAndHoldForTheirSystemsOnly() {
    Upstream nine = upstream("nine", List.of(9), Map.of("gpgcheck", true, "retries", 3));
    Upstream eight = upstream("eight", List.of(8), Map.of());
    NodeRepository found = first(ROCKY, "infra", "default", List.of(eight, nine));
    assertEquals("nine", found.name());
    assertEquals("http://mirror.example.org/9.4", found.address());
    assertEquals(Map.of("gpgcheck", "1", "retries", "3"), found.options());
  }

  @Test
  void anUnlistedReleaseHasTheRepositoriesOfTheOneItIsTakenFor() {
    OperatingSystem later = new OperatingSystem("almalinux", "11.1", "");
    assertEquals(List.of("pgsql"), modules(later, "pgsql"));
  }

  private static Upstream upstream(String name, List<Integer> releases, Map<String, Object> meta) {
    return new Upstream(
        name,
        Optional.empty(),
        "infra",
        releases,
        List.of("x86_64"),
        Map.of("default", "http://mirror.example.org/$releasever"),
        meta,
        Optional.of(true),
        Optional.empty());
  }

  private static List<String> modules(OperatingSystem os, String words) {
    Node node = node(os, words, List.of());
    return List.copyOf(NodeRepository.of(node, fleet(node, "default")).keySet());
  }

  private static NodeRepository first(
      OperatingSystem os, String module, String region, List<Upstream> own) {
    Node node = node(os, module, own);
    return NodeRepository.of(node, fleet(node, region)).get(module).get(0);
  }

  private static Node node(OperatingSystem os, String words, List<Upstream> own) {
    Node one = Parameters.defaults().node("10.10.10.10", "demo-1");
    Node.Parameters all = one.parameters();
    Node.Parameters parameters =
        new Node.Parameters(
            all.identity(),
            all.dns(),
            new NodePackages(words, true, List.of(), List.of(), "/data/venv", ""),
            all.tuning(),
            all.security(),
            all.admin(),
            all.time(),
            all.vip(),
            all.haproxy(),
            new PackageUpstreams(own, "pigsty", "http://10.10.10.10:80"));
    Facts facts = new Facts(4, 1, 1, "x86_64", os, "", "");
    return new Node(one.host(), one.name(), one.cluster(), facts, one.connection(), parameters);
  }

  private static Fleet fleet(Node node, String region) {
    Fleet sample = SampleFleet.of(List.of(node), Map.of());
    return new Fleet(
        sample.environment(),
        sample.demo(),
        PackageSource.REFERENCE,
        new Meta("v4.0.0", "10.10.10.10", region, "en", Map.of()),
        sample.ca(),
        sample.nodes(),
        sample.infra(),
        sample.etcd(),
        sample.clusters(),
        sample.pki(),
        CatalogReader.read(SCHEMA, PackageSource.REFERENCE));
  }
}
