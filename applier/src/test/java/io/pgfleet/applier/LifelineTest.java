package io.pgfleet.applier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.applier.journal.RunResult;
import io.pgfleet.applier.journal.RunResult.Status;
import io.pgfleet.applier.node.FakeFaults.Moment;
import io.pgfleet.applier.node.FakeMachine;
import io.pgfleet.applier.node.FakeUnit;
import io.pgfleet.applier.tree.TreeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can cut the way to a machine is armed with an undo there first. */
final class LifelineTest {
  private static final String A = "10.0.0.1";
  private static final String DOOR = "/etc/door/door.conf";
  private static final String NODES = "\"nodes\":[\"10.0.0.1\"],";

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void aMachineBehindADoor() {
    story = new Story(folder);
    a().units().put("door.service", FakeUnit.inactive());
    story.tree(door("open"));
    assertEquals(Status.DONE, story.apply().status());
    a().forgetEvents();
  }

  private FakeMachine a() {
    return story.machine(A);
  }

  private static Consumer<TreeFolder> door(String text) {
    return tree ->
        tree.node(A)
            .step("one", "{\"id\":\"files\",\"kind\":\"place\"," + NODES + "\"undo\":\"inverse\"}")
            .step(
                "one",
                "{\"id\":\"door\",\"kind\":\"unit\","
                    + NODES
                    + "\"unit\":\"door.service\",\"undo\":\"inverse\",\"reloadOn\":[\"/etc/door/*\"]}")
            .file(A, "files", DOOR, text)
            .lifeline(A);
  }

  private String text() {
    return a().files().get(DOOR).text();
  }

  @Test
  void armsBeforeItTouchesAndDisarmsOverANewConnection() {
    story.tree(door("still open"));
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(
        List.of(
            "arm " + DOOR, "put " + DOOR, "disarm", "arm " + DOOR, "reload door.service", "disarm"),
        a().events());
    assertFalse(a().isArmed());
  }

  @Test
  void armsNothingWhenNothingOfTheKindChanges() {
    story.tree(
        tree -> {
          door("open").accept(tree);
          tree.file(A, "files", "/etc/motd", "hello");
        });
    assertEquals(Status.DONE, story.apply().status());
    assertEquals(List.of("put /etc/motd"), a().events());
  }

  @Test
  void rollsBackOverTheOldConnectionWhenTheNewOneIsRefused() {
    a().shutsWhile(machine -> machine.files().get(DOOR).text().equals("shut"));
    story.tree(door("shut"));
    RunResult result = story.apply();
    assertEquals(Status.ROLLED_BACK, result.status());
    assertTrue(
        result.failures().get(0).message().contains("puts back by itself"), result::toString);
    assertEquals("open", text());
    assertEquals(Status.DONE, again("open wide").status());
  }

  private RunResult again(String text) {
    story.tree(door(text));
    return story.apply();
  }

  @Test
  void aMachineThatIsCutOffHealsItselfAndIsRolledBackThen() {
    a().shutsWhile(machine -> machine.files().get(DOOR).text().equals("shut"));
    story.meanwhile(
        () -> {
          if (text().equals("shut")) {
            a().unplug();
            a().timePasses();
            a().plugIn();
          }
        });
    story.tree(door("shut"));
    RunResult result = story.apply();
    assertEquals("open", text());
    assertEquals(Status.ROLLED_BACK, result.status(), result::toString);
    assertEquals(Status.DONE, again("open wide").status());
    assertEquals("open wide", text());
  }

  @Test
  void aConnectionThatIsLostWhileItSwitchesIsMadeAgainOnceTheMachineHealedItself() {
    story.tree(door("shut"));
    a().shutsWhile(machine -> machine.files().get(DOOR).text().equals("shut"));
    a().faults().failOn("place " + DOOR, Moment.AFTER);
    story.meanwhile(() -> a().timePasses());
    assertEquals(Status.ROLLED_BACK, story.apply().status());
    assertEquals("open", text());
    assertTrue(a().events().contains("undo"), () -> a().events().toString());
    a().shutsWhile(machine -> false);
    assertTrue(story.plan().hasWork());
    assertTrue(story.plan().drift().isEmpty(), "nobody changed it: " + story.plan().changes());
  }
}
