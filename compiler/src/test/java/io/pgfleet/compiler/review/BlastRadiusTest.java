package io.pgfleet.compiler.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BlastRadiusTest {
  private static final String STEPS =
      "{'id':'m.place','kind':'place','nodes':['h1','h2'],'title':'place'},"
          + "{'id':'m.unit','kind':'unit','unit':'x.service','state':'started','nodes':['h1','h2'],"
          + "'consumes':['/etc/x.conf','/etc/x.hba'],'restartOn':['/etc/x.conf'],"
          + "'reloadOn':['/etc/x.hba']},"
          + "{'id':'m.gate','kind':'gate','title':'wait for x','nodes':['h1','h2'],"
          + "'after':['m.unit']},"
          + "{'id':'m.sql','kind':'sql','title':'roles','nodes':['h1','h2'],'group':'g',"
          + "'consumes':['groups/g/*']}";

  @Test
  void equalTreesTouchNothing() {
    assertTrue(BlastRadius.between(tree("1", "1", STEPS), tree("1", "1", STEPS)).isEmpty());
  }

  @Test
  void aChangedFileReloadsOrRestartsWhereItStands() {
    SortedMap<String, byte[]> before = tree("1", "1", STEPS);
    BlastRadius conf = BlastRadius.between(before, tree("2", "1", STEPS));
    assertEquals(List.of("~ /etc/x.conf"), texts(conf.hosts().get("h1")));
    assertFalse(conf.hosts().containsKey("h2"));
    assertEquals(
        List.of(
            new Effect("node", "restart", "x.service", List.of("h1")),
            new Effect("node", "gate", "wait for x", List.of("h1", "h2"))),
        conf.effects());
    BlastRadius hba = BlastRadius.between(before, tree("1", "2", STEPS));
    assertEquals("reload", hba.effects().get(0).verb());
    assertFalse(hba.effects().get(0).disturbs());
  }

  @Test
  void aNewStepIsDueEverywhereAndAMoreDistantNodeOnlyThere() {
    SortedMap<String, byte[]> before = tree("1", "1", STEPS);
    String more = STEPS + ",{'id':'m.run','kind':'run','title':'once','nodes':['h1']}";
    BlastRadius added = BlastRadius.between(before, tree("1", "1", more));
    assertEquals(List.of(new Effect("node", "run", "once", List.of("h1"))), added.effects());
    String grown =
        STEPS.replace(
            "'state':'started','nodes':['h1','h2']", "'state':'started','nodes':['h1','h2','h3']");
    BlastRadius third = BlastRadius.between(before, tree("1", "1", grown));
    assertEquals(List.of("h3"), third.effects().get(0).nodes());
  }

  @Test
  void changedPayloadsOfAGroupAreSeen() {
    SortedMap<String, byte[]> after = tree("1", "1", STEPS);
    put(after, "manifest.json", text(after, "manifest.json").replace("digest", "other"));
    BlastRadius radius = BlastRadius.between(tree("1", "1", STEPS), after);
    assertEquals(List.of("~ groups/g/a.sql"), texts(radius.groups().get("g")));
    assertEquals("sql", radius.effects().get(0).verb());
  }

  @Test
  void theFirstTreeSaysThatEverythingRuns() {
    BlastRadius first = BlastRadius.between(new TreeMap<>(), tree("1", "1", STEPS));
    assertTrue(first.first());
    assertEquals(List.of(), first.effects());
    assertEquals(4, first.count(Change.Kind.ADDED));
    assertTrue(PlainReport.of("env", first).contains("every step runs"));
    assertEquals("2 hosts: 4 files added, 0 changed, 0 removed", Markdown.summary(first));
  }

  @Test
  void markdownSaysWhatIsDisturbed() {
    BlastRadius radius = BlastRadius.between(tree("1", "1", STEPS), tree("2", "1", STEPS));
    String markdown = Markdown.of("env", radius);
    assertTrue(markdown.contains("| node | **restart** x.service | h1 |\n"), markdown);
    assertTrue(markdown.contains("<details><summary>Host h1: 1 file</summary>"), markdown);
    assertTrue(Markdown.summary(radius).endsWith("\nrestart x.service on h1"));
  }

  private static SortedMap<String, byte[]> operating(String time, boolean safe) {
    SortedMap<String, byte[]> files = tree("1", "1", STEPS);
    put(
        files,
        "operations/restore.json",
        "{'name':'restore','what':'goes back','arguments':[],'targets':{'pg-a':{'steps':['"
            + time
            + "'],'safeguard':{'parameter':'pg_safeguard','on':"
            + safe
            + "}},'pg-b':{'steps':[]}}}");
    return files;
  }

  @Test
  void tellsWhichOperationsMeanSomethingElse() {
    BlastRadius later = BlastRadius.between(operating("1", true), operating("2", true));
    assertEquals(List.of("~ pg-a"), texts(later.operations().get("operation restore")));
    assertTrue(Markdown.of("env", later).contains("\n- operation restore: `~ pg-a`\n"));
    assertTrue(PlainReport.of("env", later).contains("\noperation restore\n  ~ pg-a\n"));
    assertTrue(BlastRadius.between(operating("1", true), operating("1", true)).isEmpty());
  }

  @Test
  void tellsThatNothingForbidsAnOperationAnyMore() {
    BlastRadius open = BlastRadius.between(operating("1", true), operating("1", false));
    assertEquals(
        List.of("- pg-a, forbidden by pg_safeguard"),
        texts(open.operations().get("operation restore")));
  }

  @Test
  void anOperationThatIsGoneIsTold() {
    BlastRadius gone = BlastRadius.between(operating("1", false), tree("1", "1", STEPS));
    assertEquals(List.of("- pg-a", "- pg-b"), texts(gone.operations().get("operation restore")));
  }

  private static List<String> texts(List<Change> changes) {
    return changes.stream().map(Change::toString).toList();
  }

  /** A tree of two hosts and a group; the contents are those of two files on the first host. */
  private static SortedMap<String, byte[]> tree(String conf, String hba, String steps) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    put(
        files,
        "nodes/h1/manifest.json",
        "{'entries':[{'path':'/etc/x.conf','sha256':'"
            + conf
            + "'},{'path':'/etc/x.hba','sha256':'"
            + hba
            + "'}]}");
    put(
        files,
        "nodes/h2/manifest.json",
        "{'entries':[{'path':'/etc/hosts','id':'b','sha256':'1'}]}");
    put(
        files,
        "manifest.json",
        "{'nodes':{'h1':{},'h2':{}},'groups':{'g':{'files':{'groups/g/a.sql':'digest'}}},"
            + "'phases':[{'name':'node','steps':["
            + steps
            + "]}]}");
    return files;
  }

  private static void put(SortedMap<String, byte[]> files, String path, String json) {
    files.put(path, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String text(SortedMap<String, byte[]> files, String path) {
    return new String(files.get(path), StandardCharsets.UTF_8);
  }
}
