package io.pgfleet.applier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that goes wrong at 3 a.m., by name: each case asserts the exit code, the message and
 * the bytes on the machine, and that the next run converges once the cause is gone.
 */
final class FaultSuiteTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> faults() {
    return Faults.all().stream()
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> happens(fault)));
  }

  private void happens(Faults.Fault fault) {
    FaultStory story = new FaultStory(fresh());
    story.tree(Faults.OLD);
    assertEquals(0, story.apply(), story.terminal()::said);
    story.tree(Faults.NEW);
    fault.harm().accept(story);
    assertEquals(fault.exit(), story.apply(), story.terminal()::said);
    assertTrue(story.terminal().said().contains(fault.says()), story.terminal()::said);
    assertFalse(story.terminal().said().contains("\tat "), "never a trace");
    assertTrue(allowed(fault.bytes()).contains(story.bytes()), () -> "bytes: " + story.bytes());
    converges(fault, story);
  }

  private static Set<String> allowed(String bytes) {
    return bytes.equals(Faults.EITHER) ? Set.of(Faults.OLD, Faults.NEW) : Set.of(bytes);
  }

  private static void converges(Faults.Fault fault, FaultStory story) {
    fault.heal().accept(story);
    boolean forced = fault.exit() == 8;
    if (!story.isReadable() || fault.name().contains("later version")) {
      story.forgetRecord();
    }
    if (forced) {
      story.words = new String[] {"--force"};
    }
    assertEquals(0, story.apply(), story.terminal()::said);
    assertEquals(Faults.NEW, story.bytes());
    assertTrue(story.a().files().get("/etc/hosts").text().contains("10.0.0.1 new\n"));
    assertEquals("active", story.a().units().get("app.service").activeState());
    story.words = new String[] {"--plan"};
    assertEquals(0, story.apply(), story.terminal()::said);
  }

  private Path fresh() {
    try {
      return Files.createTempDirectory(folder, "fault");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void hasAtLeastSixtyCasesAndNoTwoOfOneName() {
    List<String> names = Faults.all().stream().map(Faults.Fault::name).toList();
    assertTrue(names.size() >= 60, "only " + names.size());
    assertEquals(names.size(), names.stream().collect(Collectors.toSet()).size());
  }
}
