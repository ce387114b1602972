package io.pgfleet.applier.figures;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the program, started as people start it, beside what they use in its place: on the same
 * nodes, with the same files, in turns. Prints seconds and ratios; {@code -Dpgfleet.figures=12}
 * says on how many nodes. Peers that are not installed are left out, and that is said.
 */
@EnabledIfSystemProperty(named = "pgfleet.figures", matches = "[1-9][0-9]*")
final class FiguresIT {
  private static final int FIRST = 40;
  private static final int SAME = 25;
  private static final int ROUND_TRIP_MILLIS = 80;
  private static final int TIMES = 5;
  private static final int FIRST_TIMES = 3;
  private static final Path MITOGEN =
      Path.of("/usr/lib/python3/dist-packages/ansible_mitogen/plugins/strategy");

  @TempDir Path shared;

  @Test
  void printsItsTimesBesideThoseOfOthers() throws IOException, InterruptedException {
    int nodes = Integer.getInteger("pgfleet.figures");
    String[] names = IntStream.range(0, nodes).mapToObj(i -> "n" + i).toArray(String[]::new);
    try (Fleet fleet = Fleet.boot(shared.resolve(".ssh"), names)) {
      System.out.printf(Locale.ROOT, "%-44s %8d%n", "nodes", nodes);
      firstSync(fleet);
      Timed none = nothingToDo(fleet);
      if (nodes <= 12) {
        peers(fleet, none);
        far(fleet, none);
      }
    }
  }

  private void firstSync(Fleet fleet) throws IOException, InterruptedException {
    Workload forty = workload("first", fleet, FIRST, false);
    Peers peers = new Peers(forty.folder(), fleet, forty);
    List<Timed> own = new ArrayList<>();
    List<Timed> tar = new ArrayList<>();
    for (int i = 0; i <= FIRST_TIMES; i++) {
      forty.forget();
      tar.add(Timed.good(said(), peers.tar()));
      forty.forget();
      own.add(Timed.good(said(), forty.words()));
      assertTrue(forty.arrived(), "something was lost on the way");
    }
    // the first of each warms up
    Timed first = median(own.subList(1, own.size()));
    line("first sync of " + FIRST + " files", first);
    Timed byHand = median(tar.subList(1, tar.size()));
    line("tar | ssh, all at once", byHand);
    ratio("ratio (1.5)", first.seconds() / byHand.seconds());
    forty.forget();
  }

  private Timed nothingToDo(Fleet fleet) throws IOException, InterruptedException {
    Workload same = workload("same", fleet, SAME, true);
    Timed.good(said(), same.words());
    Timed none = median(TIMES, same.words());
    line("nothing to do, " + SAME + " files and a unit", none);
    line("  of which the JVM's start", jvm());
    return none;
  }

  private Timed jvm() throws IOException, InterruptedException {
    return median(TIMES, List.of(workload("same", null, SAME, true).words().get(0), "--version"));
  }

  private void peers(Fleet fleet, Timed none) throws IOException, InterruptedException {
    Workload same = workload("same", fleet, SAME, true);
    Peers peers = new Peers(same.folder(), fleet, same);
    if (installed("rsync")) {
      Timed rsync = median(TIMES, peers.rsync());
      line("rsync -a", rsync);
      ratio(
          "ratio without the JVM's start (1.5)",
          (none.seconds() - jvm().seconds()) / rsync.seconds());
    }
    if (!installed("ansible-playbook")) {
      return;
    }
    Timed.good(said(), peers.ansible());
    Timed ansible = Timed.good(said(), peers.ansible());
    line("Ansible with pipelining", ansible);
    ratio("times faster (40)", ansible.seconds() / none.seconds());
    if (Files.exists(MITOGEN)) {
      Timed.good(said(), peers.mitogen(MITOGEN));
      Timed mitogen = median(FIRST_TIMES, peers.mitogen(MITOGEN));
      line("Ansible with Mitogen", mitogen);
      ratio("times faster (7)", mitogen.seconds() / none.seconds());
    } else {
      System.out.println("Mitogen is not installed here");
    }
  }

  /** What a long way adds, to the program and to a mere connection. */
  private void far(Fleet fleet, Timed none) throws IOException, InterruptedException {
    Map<String, Integer> ports = new LinkedHashMap<>();
    List<Latency> ways = new ArrayList<>();
    try {
      for (FleetNode node : fleet.nodes()) {
        Latency way = Latency.to(node.address(), ROUND_TRIP_MILLIS);
        ways.add(way);
        ports.put(node.address(), way.port());
      }
      Workload far = new Workload(folder("far"), fleet, SAME, true).written(ports);
      Timed.good(said(), far.words());
      Timed late = median(TIMES, far.words());
      line("nothing to do, " + ROUND_TRIP_MILLIS + " ms away", late);
      ratio("added by the way, s", late.seconds() - none.seconds());
      Workload many = new Workload(folder("far-many"), fleet, 10 * SAME, true).written(ports);
      many.forget();
      Timed few = Timed.good(said(), far.words());
      many.forget();
      Timed more = Timed.good(said(), many.words());
      line("first sync of " + SAME + " files, " + ROUND_TRIP_MILLIS + " ms away", few);
      line("first sync of " + 10 * SAME + " files, " + ROUND_TRIP_MILLIS + " ms away", more);
    } finally {
      for (Latency way : ways) {
        way.close();
      }
    }
  }

  private Workload workload(String name, Fleet fleet, int files, boolean unit) throws IOException {
    Path folder = folder(name);
    Workload workload = new Workload(folder, fleet, files, unit);
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
      System.out.println(program + " is not installed here");
    }
    return there;
  }

  private Timed median(int times, List<String> words) throws IOException, InterruptedException {
    List<Timed> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(Timed.good(said(), words));
    }
    return median(all);
  }

  private static Timed median(List<Timed> all) {
    return all.stream().sorted(Comparator.comparing(Timed::seconds)).toList().get(all.size() / 2);
  }

  private static void line(String what, Timed timed) {
    System.out.printf(
        Locale.ROOT, "%-44s %8.2f s %5d MB%n", what, timed.seconds(), timed.megabytes());
  }

  private static void ratio(String what, double figure) {
    System.out.printf(Locale.ROOT, "%-44s %8.2f%n", what, figure);
  }
}
