package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgfleet.applier.cluster.Checkout;
import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.Fleet;
import io.pgfleet.applier.fleet.FleetNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A fleet with its own inventory, on which drills are carried out and written down. */
final class Platform implements AutoCloseable {
  private static final String SWITCH = "pgfleet.drills";
  private static final Path ROOT =
      Path.of(System.getProperty("pgfleet.root")).toAbsolutePath().normalize();

  private final Report report = new Report(ROOT);
  private final Fleet fleet;
  private final Checkout checkout;

  private Platform(Fleet fleet, Checkout checkout) {
    this.fleet = fleet;
    this.checkout = checkout;
  }

  /**
   * Boots nodes and takes {@code drills/<inventory>.yml} of the test resources as their inventory;
   * leaves the tests out, and says so, unless drills are wanted.
   */
  static Platform boot(Path folder, String inventory, String... names) {
    Fleet fleet = fleet(folder, names);
    return new Platform(fleet, Checkout.of(folder, fleet, text(inventory + ".yml")));
  }

  /** The same with the sandbox's own inventory. */
  static Platform sandbox(Path folder, String... names) {
    Fleet fleet = fleet(folder, names);
    return new Platform(fleet, Checkout.of(folder, fleet));
  }

  private static Fleet fleet(Path folder, String... names) {
    String left = "drills are left out; run them with -D" + SWITCH + "=true";
    if (!Boolean.getBoolean(SWITCH)) {
      System.out.println(left);
    }
    assumeTrue(Boolean.getBoolean(SWITCH), left);
    return Fleet.boot(folder.resolve("inventories/sandbox/.ssh"), names);
  }

  /** The text of a file among the resources of drills. */
  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve("applier/src/test/resources/drills/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FleetNode node(String name) {
    return fleet.node(name);
  }

  List<FleetNode> nodes() {
    return fleet.nodes();
  }

  /** What all addresses begin with, the last dot included. */
  String prefix() {
    return fleet.prefix();
  }

  Checkout checkout() {
    return checkout;
  }

  /** Starts an object store at the machine's end of the bridge; the inventory is compiled first. */
  ObjectStore objectStore(Path folder) {
    compile();
    Path jar = ROOT.resolve("applier/target/drills/object-store.jar");
    return ObjectStore.start(folder, jar, fleet.prefix() + "1", checkout.environmentFolder());
  }

  /** The owner of the database test, through a port of a node. */
  static Database test(FleetNode node, int port) {
    return new Database(node.address(), port, "test", "test", "test");
  }

  /** Compiles and applies; both have to succeed. */
  Ran apply() {
    compile();
    Ran applied = checkout.apply("--yes");
    assertEquals(0, applied.exit(), applied::toString);
    return applied;
  }

  void compile() {
    Ran compiled = checkout.compile("--commit");
    assertEquals(0, compiled.exit(), compiled::toString);
  }

  void nothingToDo() {
    Ran again = checkout.apply("--yes");
    assertEquals(0, again.exit(), again::toString);
    assertTrue(again.out().contains("nothing to do"), again::toString);
  }

  /** Has an operation carried out, which has to succeed. */
  Ran operate(String... words) {
    Ran ran = checkout.operate(words);
    assertEquals(0, ran.exit(), () -> String.join(" ", words) + "\n" + ran);
    System.out.println("--- " + String.join(" ", words) + "\n" + ran.out());
    return ran;
  }

  /** Waits until one of them leads and all others stream from it, or from one that does. */
  void settled(Members members) {
    Eventually.within(
        Duration.ofSeconds(120),
        "one leads and the others follow",
        () -> members.nodes().stream().filter(Platform::writable).count() == 1);
    FleetNode leader = members.leader();
    Eventually.within(
        Duration.ofSeconds(120), "every replica streams", () -> members.allStreamFrom(leader));
  }

  static boolean writable(FleetNode node) {
    return Members.sql(node, "select pg_is_in_recovery()").equals("f");
  }

  /** What {@code patronictl list} says about a cluster, asked on a member. */
  static String list(FleetNode member) {
    return member.runAsRoot("timeout 15 patronictl -c /etc/patroni/patroni.yml list").out();
  }

  /** Carries a drill out and writes down what came of it. */
  void drill(String name, Drill drill) throws Exception {
    Seen seen = new Seen();
    long begin = System.nanoTime();
    try {
      drill.carryOut(seen);
      report.add(name, "passed", seconds(begin), seen);
    } catch (Throwable e) {
      String said = String.valueOf(e.getMessage());
      seen.note("%s", said.substring(0, Math.min(300, said.length())));
      report.add(name, "FAILED", seconds(begin), seen);
      nodes().forEach(Platform::tellOfPatroni);
      throw e;
    }
  }

  /** What Patroni said lately, for people who look into a drill that failed. */
  private static void tellOfPatroni(FleetNode node) {
    String said = "journalctl -q --no-pager -o cat -u patroni -n 40";
    node.inside(said).ifPresent(text -> System.out.println("--- " + node + "\n" + text));
  }

  static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** What happens in a drill. */
  interface Drill {
    void carryOut(Seen seen) throws Exception;
  }

  @Override
  public void close() {
    fleet.close();
  }
}
