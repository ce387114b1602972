package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.FleetNode;
import java.sql.SQLException;
import java.time.Duration;

/** Newer packages and extensions, from a source of packages that each node has on its own disk. */
final class SoftwareDrills {
  private static final String MAKE_SOURCE =
      """
      set -e
      d=/opt/newer
      rm -rf $d
      mkdir -p $d/old/DEBIAN $d/ext/DEBIAN $d/ext/usr/share/postgresql/15/extension
      dpkg -L patroni | while read -r f; do
        [ -d "$f" ] || { mkdir -p "$d/old$(dirname "$f")" && cp -a "$f" "$d/old$f"; }
      done
      dpkg-query -W -f="Package: patroni\\nVersion: \\${Version}+drill1\\nArchitecture: \\${Architecture}\\nMaintainer: drill <drill@example.org>\\nDepends: \\${Depends}\\nDescription: newer\\n" patroni >$d/old/DEBIAN/control
      printf "Package: postgresql-15-drill\\nVersion: 1\\nArchitecture: all\\nMaintainer: drill <drill@example.org>\\nDescription: an extension\\n" >$d/ext/DEBIAN/control
      printf "default_version = 1\\n" >$d/ext/usr/share/postgresql/15/extension/drill.control
      echo "create function drill() returns int language sql as \\$\\$ select 42 \\$\\$;" >$d/ext/usr/share/postgresql/15/extension/drill--1.sql
      cd $d
      for p in old ext; do
        dpkg-deb -b $p $p.deb >/dev/null
        { dpkg-deb -f $p.deb; echo "Filename: ./$p.deb"; echo "Size: $(stat -c %s $p.deb)"; echo "SHA256: $(sha256sum $p.deb | cut -c 1-64)"; echo; } >>Packages
      done
      rm -f /etc/apt/sources.list.d/*
      echo "deb [trusted=yes] file:$d ./" >/etc/apt/sources.list
      """;

  private final Platform platform;
  private final TestCluster cluster;

  SoftwareDrills(Platform platform) {
    this.platform = platform;
    this.cluster = new TestCluster(platform);
  }

  void packagesAreUpgraded(Seen seen) throws SQLException {
    Members members = cluster.settled();
    members.nodes().forEach(node -> node.runAsRoot(MAKE_SOURCE).orFail());
    FleetNode leader = members.leader();
    try (Clients clients = Clients.on(cluster.entryAwayFrom(leader), "upgraded")) {
      Ran done = platform.operate("upgrade-minor", TestCluster.NAME);
      seen.note("operation %.1f s", done.seconds());
      clients.goOn(Duration.ofSeconds(60));
      clients.tell(seen);
    }
    for (FleetNode node : members.nodes()) {
      String version = node.run("dpkg-query -W -f='${Version}' patroni").orFail();
      assertTrue(version.endsWith("+drill1"), node + " has " + version);
    }
    platform.settled(members);
    assertEquals(0, seen.lost());
  }

  void anExtensionIsInstalled(Seen seen) {
    Members members = cluster.settled();
    members.nodes().forEach(node -> node.runAsRoot(MAKE_SOURCE + "apt-get -qq update").orFail());
    Ran unknown =
        platform
            .checkout()
            .operate(
                "install-extension",
                TestCluster.NAME,
                "--extension",
                "nonsense",
                "--database",
                "test");
    assertEquals(6, unknown.exit(), unknown::toString);
    assertTrue(unknown.out().contains("knows no extension 'nonsense'"), unknown::toString);
    Ran shipped =
        platform.operate(
            "install-extension", TestCluster.NAME, "--extension", "pg_trgm", "--database", "test");
    Ran packaged =
        platform.operate(
            "install-extension",
            TestCluster.NAME,
            "--extension",
            "drill",
            "--database",
            "test",
            "--package",
            "postgresql-15-drill");
    String ask = "sudo -u postgres psql -XAtc 'select drill()' test";
    assertEquals("42", members.leader().run(ask).orFail());
    seen.note("shipped %.1f s, with a package %.1f s", shipped.seconds(), packaged.seconds());
  }
}
