package io.pgfleet.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Which sub-commands a command line knows. */
final class SubCommandsTest {

  @Test
  void everyOneIsCalledWhatItCallsItself() {
    Map<String, String> names = new TreeMap<>();
    Map<String, String> own = new TreeMap<>();
    SubCommands.commandLine(List.of(SubCommands.values()))
        .getSubcommands()
        .forEach(
            (word, line) -> {
              names.put(word, word);
              Class<?> type = line.getCommandSpec().userObject().getClass();
              own.put(word, type.getAnnotation(CommandLine.Command.class).name());
            });
    assertEquals(SubCommands.values().length, names.size());
    assertEquals(names, own);
  }

  @Test
  void aCommandLineKnowsThoseThatItNames() {
    assertEquals(Set.of(), named("--env", "prod", "--check"));
    assertEquals(Set.of("pki"), named("pki", "status", "--env", "prod"));
    assertEquals(Set.of("validate"), named("validate", "--help"));
    assertEquals(SubCommands.values().length, named("--help").size());
  }

  private static Set<String> named(String... words) {
    return new TreeSet<>(
        SubCommands.commandLine(SubCommands.namedBy(words)).getSubcommands().keySet());
  }
}
