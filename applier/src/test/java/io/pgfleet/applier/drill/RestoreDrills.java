package io.pgfleet.applier.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.Eventually;
import io.pgfleet.applier.fleet.FleetNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Going back in time by every kind of target, and coming back from nothing. */
final class RestoreDrills {
  private static final String COPY = "pg-copy";
  private static final String TEST = TestCluster.NAME;

  private final Platform platform;
  private final ObjectStore store;
  private final FleetNode copy;
  private final FleetNode first;
  private final FleetNode second;

  RestoreDrills(Platform platform, ObjectStore store) {
    this.platform = platform;
    this.store = store;
    this.copy = platform.node("pg-copy-1");
    this.first = platform.node("pg-test-1");
    this.second = platform.node("pg-test-2");
  }

  void backupsGoToAnObjectStore(Seen seen) {
    Ran backup = platform.operate("backup", TEST, "--type", "diff");
    String info = info(first, TEST);
    assertTrue(info.contains("\"type\":\"full\"") && info.contains("\"type\":\"diff\""), info);
    assertTrue(store.objects("pgbackrest/backup/" + TEST) > 0, "they lie in the bucket");
    assertTrue(store.objects("pgbackrest/archive/" + TEST) > 0, "the log does so too");
    first.run("sudo -u postgres pgbackrest --stanza=pg-test check").orFail();
    seen.note("differential backup %.1f s, %d objects", backup.seconds(), store.objects(""));
  }

  /**
   * Text, a place in the log, a transaction, a time: each keeps what came before, and not what came
   * after.
   */
  void everyTargetIsMet(Seen seen) {
    marks();
    goesBackTo(
        seen,
        "name",
        () -> {
          sql(copy, "select pg_create_restore_point('here')");
          return "here";
        });
    goesBackTo(seen, "lsn", () -> sql(copy, "select pg_current_wal_lsn()"));
    goesBackTo(seen, "xid", () -> transaction("at the target"));
    assertEquals("1", marks("at the target"), "the transaction that is named is kept");
    transactionIsLeftOut(seen);
  }

  private void marks() {
    sql(copy, "create table if not exists public.marks (what text)");
  }

  private String transaction(String what) {
    return sql(
            copy, "insert into public.marks values ('" + what + "') returning pg_current_xact_id()")
        .lines()
        .findFirst()
        .orElseThrow();
  }

  private void goesBackTo(Seen seen, String kind, Target target) {
    mark("before " + kind);
    String value = target.make();
    mark("after " + kind);
    Ran ran = restore(COPY, "--" + kind, value, "--no-backup");
    assertEquals("1", marks("before " + kind), ran::toString);
    assertEquals("0", marks("after " + kind), ran::toString);
    seen.note("%s %.1f s", kind, ran.seconds());
  }

  private void transactionIsLeftOut(Seen seen) {
    mark("before exclusive");
    String number = transaction("left out");
    mark("after exclusive");
    Ran ran = restore(COPY, "--xid", number, "--exclusive", "--no-backup");
    assertEquals("1", marks("before exclusive"));
    assertEquals("0", marks("left out"));
    seen.note("exclusive %.1f s", ran.seconds());
  }

  /** The end of a backup that is named; what came later is gone. */
  void aNamedBackupComesBack(Seen seen) {
    marks();
    mark("in the backup");
    platform.operate("backup", COPY, "--type", "full");
    String label = lastLabel(copy, COPY);
    mark("after the backup");
    Ran unknown =
        platform
            .checkout()
            .operate("restore", COPY, "--immediate", "--set", "nonsense", "--yes", COPY);
    assertEquals(6, unknown.exit(), unknown::toString);
    assertTrue(unknown.out().contains(label), unknown::toString);
    Ran ran = restore(COPY, "--immediate", "--set", label, "--no-backup");
    assertEquals("1", marks("in the backup"));
    assertEquals("0", marks("after the backup"));
    seen.note("immediate, set %.1f s", ran.seconds());
  }

  /** The data can be read before anybody decides; then it ends with a full backup. */
  void itStopsForInspection(Seen seen) {
    marks();
    mark("before a look");
    String place = sql(copy, "select pg_current_wal_lsn()");
    mark("after a look");
    String before = lastLabel(copy, COPY);
    Ran ran = restore(COPY, "--lsn", place, "--inspect");
    assertEquals("t", sql(copy, "select pg_is_in_recovery()"));
    assertEquals("1", marks("before a look"));
    assertEquals("0", marks("after a look"));
    Ran finish = platform.operate("restore-finish", COPY, "--yes", COPY);
    mark("it takes writes");
    assertNotEquals(before, lastLabel(copy, COPY), "it ends with a full backup");
    seen.note("inspect %.1f s, restore-finish %.1f s", ran.seconds(), finish.seconds());
  }

  /** What the inventory plans: to the target and there to the lead, or only for a look. */
  void aPlannedRestoreIsDone(Seen seen) {
    marks();
    mark("before the plan");
    sql(copy, "select pg_create_restore_point('planned')");
    mark("after the plan");
    Ran promoted = planned("{ name: planned, action: promote }", "--no-backup");
    assertEquals("1", marks("before the plan"));
    assertEquals("0", marks("after the plan"));
    mark("it takes writes");
    String number = transaction("left out by plan");
    mark("after left out");
    Ran shown = planned("{ xid: '" + number + "', exclusive: true }");
    assertEquals("t", sql(copy, "select pg_is_in_recovery()"));
    assertEquals("1", marks("it takes writes"));
    assertEquals("0", marks("left out by plan"));
    platform.operate("restore-finish", COPY, "--no-backup", "--yes", COPY);
    mark("it takes writes again");
    seen.note("to the lead %.1f s, for a look %.1f s", promoted.seconds(), shown.seconds());
  }

  private Ran planned(String plan, String... more) {
    platform.checkout().insertBefore("pg_cluster: pg-copy", "pg_pitr: " + plan + " # the copy");
    platform.apply();
    List<String> words = new ArrayList<>(List.of("restore-planned", COPY));
    words.addAll(Arrays.asList(more));
    words.addAll(List.of("--yes", COPY));
    Ran ran = platform.operate(words.toArray(String[]::new));
    platform.checkout().remove("pg_pitr: ");
    platform.compile();
    return ran;
  }

  /**
   * Another cluster's data, first to try it out, without a trace in either repository; then for
   * good.
   */
  void anotherClustersDataComeHere(Seen seen) {
    sql(first, "create table if not exists public.theirs as select 1 id");
    sql(first, "select pg_switch_wal()");
    String before = sql(copy, "select system_identifier from pg_control_system()");
    String labels = lastLabel(copy, COPY);
    Ran rehearsal = restore(COPY, "--from", TEST, "--latest", "--rehearsal");
    assertEquals("1", sql(copy, "select count(*) from public.theirs"));
    assertEquals("off", sql(copy, "show archive_mode"));
    assertEquals(labels, lastLabel(copy, COPY), "a rehearsal leaves no trace");
    Ran real = restore(COPY, "--from", TEST, "--latest");
    assertEquals("1", sql(copy, "select count(*) from public.theirs"));
    assertEquals("on", sql(copy, "show archive_mode"));
    assertNotEquals(before, sql(copy, "select system_identifier from pg_control_system()"));
    assertNotEquals(labels, lastLabel(copy, COPY), "it has a full backup of its own");
    assertEquals("t", sql(first, "select not pg_is_in_recovery()"), "the other one goes on");
    seen.note("rehearsal %.1f s, for good %.1f s", rehearsal.seconds(), real.seconds());
  }

  /** Every machine of a cluster is lost; new, empty ones get its data from the repository. */
  void aClusterComesBackFromNothing(Seen seen) {
    sql(first, "create table if not exists public.precious as select generate_series(1, 1000) id");
    sql(first, "select pg_switch_wal()");
    Eventually.within(
        Duration.ofSeconds(30),
        "the log has arrived",
        () ->
            sql(
                        first,
                        "select last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) from pg_stat_archiver")
                    .equals("t")
                || sql(
                        first,
                        "select count(*) from pg_ls_dir('pg_wal/archive_status') f where f like '%.ready'")
                    .equals("0"));
    second.renew();
    first.renew();
    long begin = System.nanoTime();
    Ran refused = platform.checkout().apply("--yes");
    assertNotEquals(0, refused.exit(), refused::toString);
    assertTrue(
        refused.out().contains("bring the data back")
            || refused.err().contains("bring the data back"),
        refused::toString);
    seen.note("apply says so after %.1f s", refused.seconds());
    Ran back = restore(TEST, "--on", "pg-test-1", "--latest");
    assertEquals("1000", sql(first, "select count(*) from public.precious"));
    platform.apply();
    platform.settled(new Members(List.of(first, second)));
    seen.note("restore %.1f s, whole %.1f s", back.seconds(), Platform.seconds(begin));
    platform.nothingToDo();
  }

  /**
   * The same, and what the store knew is lost too: no new cluster begins where the old one's
   * backups are.
   */
  void aClusterComesBackWithoutItsStore(Seen seen) {
    marks();
    mark("kept");
    sql(copy, "select pg_switch_wal()");
    copy.runAsRoot("/usr/local/lib/pgfleet/pg-remove stop && /usr/local/lib/pgfleet/pg-remove keys")
        .orFail();
    copy.renew();
    Ran refused = platform.checkout().apply("--yes");
    assertNotEquals(0, refused.exit(), refused::toString);
    assertTrue((refused.out() + refused.err()).contains("bring the data back"), refused::toString);
    Ran back = restore(COPY, "--on", COPY + "-1", "--latest");
    assertEquals("1", marks("kept"));
    platform.apply();
    platform.nothingToDo();
    seen.note("apply says so after %.1f s, restore %.1f s", refused.seconds(), back.seconds());
  }

  /** A cluster goes, with its backups and keys; nothing of another one does. */
  void aClusterIsRemoved(Seen seen) {
    long theirs = store.objects("pgbackrest/backup/" + TEST);
    Ran unconfirmed = platform.checkout().operate("remove-cluster", COPY);
    assertEquals(4, unconfirmed.exit(), unconfirmed::toString);
    Ran removed = platform.operate("remove-cluster", COPY, "--yes", COPY);
    assertEquals(0, store.objects("pgbackrest/backup/" + COPY));
    assertEquals(theirs, store.objects("pgbackrest/backup/" + TEST));
    String keys =
        platform
            .node("infra-1")
            .runAsRoot(
                ". /usr/local/lib/pgfleet/etcd-common.sh; admin $CLIENT get --prefix --keys-only /pg/")
            .orFail();
    assertFalse(keys.contains("/pg/" + COPY + "/"), keys);
    assertTrue(keys.contains("/pg/" + TEST + "/leader"), keys);
    assertNotEquals(0, copy.runAsRoot("test -e /pg/data/PG_VERSION").code());
    platform.checkout().removeAll("# the copy");
    Ran applied = platform.apply();
    platform.nothingToDo();
    assertEquals("t", sql(first, "select not pg_is_in_recovery()"));
    seen.note("operation %.1f s, apply %.1f s", removed.seconds(), applied.seconds());
  }

  private Ran restore(String cluster, String... words) {
    List<String> all = new ArrayList<>(List.of("restore", cluster));
    all.addAll(Arrays.asList(words));
    all.addAll(List.of("--yes", cluster));
    return platform.operate(all.toArray(String[]::new));
  }

  private void mark(String what) {
    sql(copy, "insert into public.marks values ('" + what + "')");
  }

  private String marks(String what) {
    return sql(copy, "select count(distinct what) from public.marks where what = '" + what + "'");
  }

  private static String sql(FleetNode node, String query) {
    return Members.sql(node, query);
  }

  private static String info(FleetNode node, String cluster) {
    return node.run("sudo -u postgres pgbackrest --stanza=" + cluster + " info --output=json")
        .orFail();
  }

  private static String lastLabel(FleetNode node, String cluster) {
    return node.run(
            "sudo -u postgres pgbackrest --stanza="
                + cluster
                + " info --output=json | jq -r '.[0].backup | last | .label'")
        .orFail();
  }

  /** Makes a place to come back to, and names it. */
  private interface Target {
    String make();
  }
}
