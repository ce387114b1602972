package io.pgfleet.applier.figures;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the program, started as people start it, beside what they use in its place: on the same
 * nodes, with the same files, in turns. {@code -Dpgfleet.figures=12} says on how many nodes, {@code
 * -Dpgfleet.part=sync} which of the parts sync, none, rsync, far, mitogen and ansible; on more than
 * twelve nodes only the one with nothing to do. Figures are added to {@code target/figures.tsv} as
 * soon as they are known. Peers that are not installed are left out, and that is said.
 */
@EnabledIfSystemProperty(named = "pgfleet.figures", matches = "[1-9][0-9]*")
final class FiguresIT {
  private static final int FIRST = 40;
  private static final int MANY = 400;
  private static final int SAME = 25;
  private static final int ROUND_TRIP_MILLIS = 80;
  private static final int TIMES = 5;
  private static final int FEW_TIMES = 3;
  private static final int WITH_PEERS = 12;
  private static final Duration WARM = Duration.ofSeconds(120);
  private static final Path MITOGEN =
      Path.of("/usr/lib/python3/dist-packages/ansible_mitogen/plugins/strategy");

  @TempDir Path shared;

  private final Sheet sheet =
      new Sheet(Path.of(System.getProperty("pgfleet.root"), "applier/target/figures.tsv"));

  @Test
  void printsItsTimesBesideThoseOfOthers() throws IOException, InterruptedException {
    int nodes = Integer.getInteger("pgfleet.figures");
    String[] names = IntStream.range(0, nodes).mapToObj(i -> "n" + i).toArray(String[]::new);
    try (Fleet fleet = Fleet.boot(shared.resolve(".ssh"), names)) {
      sheet.figure("nodes", nodes, "");
      boolean peers = nodes <= WITH_PEERS;
      warm(fleet);
      if (peers && isAsked("sync")) {
        firstSync(fleet);
      }
      Timed none = nothingToDo(fleet);
      if (peers) {
        besidePeers(fleet, none);
      }
    }
  }

  /** The launcher builds what is missing, and keeps an archive of classes, which takes a while. */
  private void warm(Fleet fleet) throws IOException, InterruptedException {
    Workload one = workload("warm", fleet, fleet.nodes().subList(0, 1), FIRST, false);
    Timed.good(said(), one.words());
    Eventually.within(WARM, "the archive of classes", FiguresIT::isWarm);
    one.forget();
  }

  private static boolean isWarm() {
    Path target = Path.of(Workload.launcher()).resolveSibling("../target").normalize();
    Path jar = target.resolve("pgfleet-applier.jar");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.toString().endsWith(".jsa"))
          .anyMatch(file -> file.toFile().lastModified() > jar.toFile().lastModified());
    } catch (IOException gone) {
      return false;
    }
  }

  private void besidePeers(Fleet fleet, Timed none) throws IOException, InterruptedException {
    Workload same = workload("same", fleet, fleet.nodes(), SAME, true);
    Peers peers = new Peers(same);
    if (isAsked("rsync") && installed("rsync")) {
      rsync(peers, none);
    }
    if (isAsked("far")) {
      far(fleet);
    }
    if (installed("ansible-playbook")) {
      mitogen(peers, none);
      ansible(peers, none);
    }
  }

  private static boolean isAsked(String part) {
    return part.matches(System.getProperty("pgfleet.part", ".*"));
  }

  private void firstSync(Fleet fleet) throws IOException, InterruptedException {
    Workload forty = workload("first", fleet, fleet.nodes(), FIRST, false);
    Peers peers = new Peers(forty);
    List<Timed> own = new ArrayList<>();
    List<Timed> tar = new ArrayList<>();
    for (int i = 0; i <= FEW_TIMES; i++) {
      forty.forget();
      tar.add(Timed.good(said(), peers.tar()));
      forty.forget();
      own.add(Timed.good(said(), forty.words()));
      assertTrue(forty.arrived(), "something was lost on the way");
    }
    // the first of each warms up
    Timed first = Timed.median(own.subList(1, own.size()));
    sheet.time("first sync of " + FIRST + " files", first);
    Timed byHand = Timed.median(tar.subList(1, tar.size()));
    sheet.time("tar | ssh, all at once", byHand);
    sheet.most("first sync by tar | ssh", first.seconds() / byHand.seconds(), "", 1.5);
    forty.forget();
  }

  private Timed nothingToDo(Fleet fleet) throws IOException, InterruptedException {
    Workload same = workload("same", fleet, fleet.nodes(), SAME, true);
    Timed.good(said(), same.words());
    Timed none = median(TIMES, same.words());
    sheet.time("nothing to do, " + SAME + " files and a unit", none);
    if (fleet.nodes().size() > WITH_PEERS) {
      sheet.most("nothing to do on " + fleet.nodes().size(), none.seconds(), "s", 4);
      sheet.most("memory of it", none.megabytes(), "MB", 256);
    }
    sheet.time("the JVM's start", jvm());
    return none;
  }

  private Timed jvm() throws IOException, InterruptedException {
    String launcher = Workload.launcher();
    return median(TIMES, List.of(launcher, "--version"));
  }

  private void rsync(Peers peers, Timed none) throws IOException, InterruptedException {
    Timed.good(said(), peers.rsync());
    Timed rsync = median(TIMES, peers.rsync());
    sheet.time("rsync -a", rsync);
    double own = none.seconds() - jvm().seconds();
    sheet.most("nothing to do, less the JVM's start, by rsync", own / rsync.seconds(), "", 1.5);
  }

  private void mitogen(Peers peers, Timed none) throws IOException, InterruptedException {
    if (!isAsked("mitogen")) {
      return;
    }
    if (!Files.exists(MITOGEN)) {
      sheet.say("Mitogen is not installed here");
      return;
    }
    Timed.good(said(), peers.mitogen(MITOGEN));
    Timed mitogen = Timed.good(said(), peers.mitogen(MITOGEN));
    sheet.time("Ansible with Mitogen" + unchanged(), mitogen);
    sheet.least("times faster than Mitogen", mitogen.seconds() / none.seconds(), "", 7);
  }

  private void ansible(Peers peers, Timed none) throws IOException, InterruptedException {
    if (!isAsked("ansible")) {
      return;
    }
    // once is enough: everything is there already, and that it changed nothing is told
    Timed ansible = Timed.good(said(), peers.ansible());
    sheet.time("Ansible with pipelining" + unchanged(), ansible);
    sheet.least("times faster than Ansible", ansible.seconds() / none.seconds(), "", 40);
  }

  private String unchanged() throws IOException {
    boolean changed = Files.readString(said()).matches("(?s).* changed=[1-9].*");
    return changed ? ", which changed something" : ", nothing changed";
  }

  /** What a long way adds to a first sync of one node, and to a mere connection. */
  private void far(Fleet fleet) throws IOException, InterruptedException {
    FleetNode node = fleet.nodes().get(0);
    try (Latency way = Latency.to(node.address(), ROUND_TRIP_MILLIS)) {
      double hello = hello(fleet, node, 22, node.address());
      double farHello = hello(fleet, node, way.port(), "127.0.0.1");
      sheet.figure("a connection by ssh, " + ROUND_TRIP_MILLIS + " ms away", farHello, "s");
      double few = added(fleet, node, way, FIRST);
      sheet.most("added after connect", few - (farHello - hello), "s", 1.0);
      double many = added(fleet, node, way, MANY);
      double more = (many - few) * 1000 / ROUND_TRIP_MILLIS;
      sheet.most("more round trips for " + (MANY - FIRST) + " more files", more, "", 1.0);
    }
  }

  private double added(Fleet fleet, FleetNode node, Latency way, int files)
      throws IOException, InterruptedException {
    Workload near = workload("near" + files, fleet, List.of(node), files, false);
    Workload far = new Workload(folder("far" + files), fleet, List.of(node), files, false);
    double here = first(near).seconds();
    Timed there = first(far.written(way.port()));
    String what = "first sync of " + files + " files, one node";
    sheet.figure(what, here, "s");
    sheet.time(what + ", " + ROUND_TRIP_MILLIS + " ms away", there);
    double added = there.seconds() - here;
    sheet.figure("  round trips of it", added * 1000 / ROUND_TRIP_MILLIS, "");
    return added;
  }

  private Timed first(Workload workload) throws IOException, InterruptedException {
    List<Timed> all = new ArrayList<>();
    for (int i = 0; i < FEW_TIMES; i++) {
      workload.forget();
      all.add(Timed.good(said(), workload.words()));
    }
    workload.forget();
    return Timed.median(all);
  }

  private double hello(Fleet fleet, FleetNode node, int port, String address)
      throws IOException, InterruptedException {
    Workload one = new Workload(folder("hello" + port), fleet, List.of(node), 1, false);
    Workload written = port == 22 ? one.written() : one.written(port);
    return median(TIMES, new Peers(written).hello(address, port)).seconds();
  }

  private Workload workload(
      String name, Fleet fleet, List<FleetNode> nodes, int files, boolean unit) throws IOException {
    Workload workload = new Workload(folder(name), fleet, nodes, files, unit);
    return Files.exists(workload.source()) ? workload : workload.written();
  }

  private Path folder(String name) {
    return shared.resolve(name);
  }

  private Path said() {
    return shared.resolve("said");
  }

  private boolean installed(String program) throws IOException, InterruptedException {
    boolean there = Timed.run(said(), List.of("sh", "-c", "command -v " + program)).code() == 0;
    if (!there) {
      sheet.say(program + " is not installed here");
    }
    return there;
  }

  private Timed median(int times, List<String> words) throws IOException, InterruptedException {
    List<Timed> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(Timed.good(said(), words));
    }
    return Timed.median(all);
  }
}
