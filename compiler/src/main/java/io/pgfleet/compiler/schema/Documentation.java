package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.inventory.Value;
import java.util.List;
import java.util.Optional;

/**
 * What the schema says about a parameter, for people.
 *
 * @param module the file that defines it, such as {@code node}
 * @param moduleTitle what that file is about
 * @param section such as {@code NODE_TUNE}
 * @param level where it is usually set: letters of global, cluster, instance, argument
 * @param type what a value must be, in words; empty when anything may stand there
 * @param defaultValue empty when nothing holds where the inventory is silent
 * @param examples values that it may have; secrets in them are literals
 * @param readers the modules that act on it
 * @param replaces names of earlier versions that it took the place of
 * @param gone why it is refused or has no effect; empty for a parameter that means something
 */
public record Documentation(
    String name,
    String module,
    String moduleTitle,
    String section,
    String level,
    String description,
    String type,
    Optional<Value> defaultValue,
    List<Value> examples,
    boolean secret,
    List<String> readers,
    List<String> replaces,
    String gone) {
  public Documentation {
    examples = List.copyOf(examples);
    readers = List.copyOf(readers);
    replaces = List.copyOf(replaces);
  }
}
