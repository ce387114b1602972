package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import io.pgfleet.applier.tree.Connection;
import io.pgfleet.applier.tree.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many transfers of content to machines that are busy: {@code -Dpgfleet.transfers=10000} says how
 * many. Length and hash are read on the machine, past what sent it; what came of it is in {@code
 * target/transfers.tsv}.
 */
@EnabledIfSystemProperty(named = "pgfleet.transfers", matches = "[1-9][0-9]*")
final class TransfersIT {
  /** Lengths around those of blocks, packets and windows; others are drawn. */
  private static final int[] EDGES = {
    0, 1, 511, 512, 513, 4095, 4096, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537
  };

  private static final int LARGEST = 200_000;
  private static final int HUGE = 5_600_123;
  private static final int HUGE_ONE_IN = 500;

  /** So many transfers go by under one lock; the first of them asks for nothing. */
  private static final int PER_LOCK = 5;

  private static final int EVERY = 1000;
  private static final String PATH = "/etc/transfer/content";

  /** As many busy processes as there are processors, and others that write. */
  private static final String LOAD =
      "for i in $(seq $(nproc)); do nohup nice sh -c \"while :; do :; done\" >/dev/null 2>&1 & done;"
          + " nohup sh -c \"while :; do dd if=/dev/zero of=/var/tmp/load bs=1M count=64 conv=fsync;"
          + " sleep 1; done\" >/dev/null 2>&1 &";

  @TempDir Path shared;
  private final Instant begun = Instant.now();
  private long bytes;
  private int transferred;

  @Test
  void loseNoByte() throws IOException, InterruptedException, ExecutionException {
    int transfers = Integer.getInteger("pgfleet.transfers");
    try (Fleet fleet = Fleet.boot(shared.resolve(".ssh"), "one", "two")) {
      ExecutorService crew = Executors.newFixedThreadPool(2);
      List<Future<Integer>> lost = new ArrayList<>();
      int share = transfers / fleet.nodes().size() / PER_LOCK * PER_LOCK;
      for (FleetNode node : fleet.nodes()) {
        node.runAsRoot(LOAD).orFail();
        int seed = lost.size() + 1;
        lost.add(crew.submit(() -> transfer(fleet, node, share, new Random(seed))));
      }
      int broken = 0;
      for (Future<Integer> each : lost) {
        broken += each.get();
      }
      crew.shutdown();
      told(share * fleet.nodes().size(), broken, Duration.between(begun, Instant.now()));
      assertEquals(0, broken, "transfers that did not arrive whole");
    }
  }

  private int transfer(Fleet fleet, FleetNode machine, int count, Random random)
      throws IOException {
    int broken = 0;
    try (SshNodes nodes = nodes(fleet, machine);
        Node node = nodes.open(machine.address())) {
      for (int first = 0; first < count; first += PER_LOCK) {
        String run = "run-" + first;
        node.unlock();
        node.lock(new Holder(run, "a test", "none"));
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < PER_LOCK; i++) {
          contents.add(content(random));
          node.stage(run, List.of(new Content(PATH + i, contents.get(i))));
        }
        broken += broken(node, run, contents);
        told(contents, broken);
      }
    }
    return broken;
  }

  private static byte[] content(Random random) {
    int drawn = random.nextInt(HUGE_ONE_IN);
    int length = drawn == 0 ? HUGE : drawn < EDGES.length ? EDGES[drawn] : random.nextInt(LARGEST);
    byte[] content = new byte[length];
    random.nextBytes(content);
    return content;
  }

  /** Asks the machine itself for the lengths and the digests of what stands there. */
  private static int broken(Node node, String run, List<byte[]> contents) {
    String folders = "/var/lib/pgfleet/stage/" + run + "/*/";
    String search =
        "for i in $(seq 0 "
            + (contents.size() - 1)
            + "); do f=$(ls "
            + folders
            + "content$i);"
            + " echo $(stat -c %s \"$f\") $(sha256sum <\"$f\"); done";
    Command command = Command.of(List.of("sh", "-c", search), Duration.ofSeconds(60));
    List<String> seen = node.ask(List.of(command)).get(0).stdout().lines().toList();
    int broken = 0;
    for (int i = 0; i < contents.size(); i++) {
      byte[] content = contents.get(i);
      String expected = content.length + " " + Digests.sha256(content) + " -";
      broken += seen.size() > i && seen.get(i).equals(expected) ? 0 : 1;
    }
    return broken;
  }

  private synchronized void told(List<byte[]> contents, int broken) throws IOException {
    contents.forEach(content -> bytes += content.length);
    transferred += contents.size();
    if (transferred % EVERY == 0 || broken > 0) {
      told(transferred, broken, Duration.between(begun, Instant.now()));
    }
  }

  private SshNodes nodes(Fleet fleet, FleetNode machine) {
    TreeMap<String, Connection> connections = new TreeMap<>();
    String host = machine.address();
    connections.put(host, new Connection(host, 22, "admin", true, Optional.empty()));
    return new SshNodes(
        connections,
        new SshSettings(
            fleet.identity().getParent(),
            Optional.of(fleet.identity()),
            Optional.of(fleet.knownHosts()),
            Optional.of(fleet.bridge())));
  }

  private void told(int transfers, int broken, Duration took) throws IOException {
    String line =
        String.format(
            Locale.ROOT,
            "%d transfers of %d bytes under load: %d lost some, in %d s%n",
            transfers,
            bytes,
            broken,
            took.toSeconds());
    System.out.print(line);
    Path file = Path.of(System.getProperty("pgfleet.root"), "applier/target/transfers.tsv");
    Files.writeString(file, line);
  }
}
