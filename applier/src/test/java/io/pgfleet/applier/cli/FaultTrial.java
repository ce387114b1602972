package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/**
 * Applies a tree, lets something go wrong while the next one is applied, and takes the cause away:
 * asserts the exit code, the message and the bytes on the machine, and that the next run converges.
 */
final class FaultTrial {
  private final FaultStory story;

  FaultTrial(Path folder) {
    this.story = new FaultStory(folder);
  }

  /** The same without anything that goes wrong. */
  void fair() {
    begin();
    converges();
  }

  void of(Fault fault) {
    begin();
    fault.harm().accept(story);
    JsonNode live = story.live();
    int events = story.a().events().size();
    assertEquals(fault.ends().exit(), story.apply(), story::said);
    for (String part : fault.ends().says()) {
      assertTrue(story.said().contains(part), () -> part + " is not in " + story.said());
    }
    assertFalse(story.said().contains("\tat "), "never a trace");
    assertEquals(fault.ends().bytes(), story.bytes(), story::said);
    if (fault.ends().exit() == 0) {
      rests();
    }
    if (fault.ends().exit() == 5) {
      assertEquals(live, story.live(), "the document went back");
      isBack(story.a().events().subList(events, story.a().events().size()));
    }
    fault.ends().also().accept(story);
    heal(fault);
    converges();
  }

  private void begin() {
    story.tree(Fault.OLD);
    assertEquals(0, story.apply(), story::said);
    story.tree(Fault.NEW);
  }

  /** What saw the new content sees the old one again, or was undone. */
  private void isBack(List<String> events) {
    Uptake uptake = story.uptake();
    assertEquals(uptake.held(), uptake.running(), story::said);
    assertTrue(
        events.lastIndexOf("run unmigrate") >= events.lastIndexOf("run migrate"), events::toString);
  }

  private void heal(Fault fault) {
    story.heal();
    if (story.a().record().isPresent() && !story.isReadable()) {
      story.a().forgetsRecord();
    }
    if (fault.ends().exit() == 8) {
      story.words = new String[] {"--force"};
    }
  }

  private void converges() {
    assertEquals(0, story.apply(), story::said);
    rests();
  }

  /** Everything is as desired, runs with it and was proven, and nothing is left to do. */
  private void rests() {
    assertEquals(Fault.NEW, story.bytes());
    assertTrue(story.hosts().contains("10.0.0.1 new\n"), story::hosts);
    assertEquals("active", story.a().units().get("app.service").activeState());
    assertEquals(FaultTree.limit(Fault.NEW), story.live().path("limit").asInt());
    Uptake uptake = story.uptake();
    assertEquals(uptake.held(), uptake.running(), "the service runs with what is there");
    assertEquals(uptake.held(), uptake.migrated(), "the command saw what is there");
    assertTrue(story.isProven(), "the gate opened after the last start");
    assertTrue(story.plan().contains("nothing to do"), story::said);
  }
}
