package io.pgfleet.applier.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the values of arguments into the commands of a step: the only place where that happens. A
 * value stays inside the one word whose placeholder it takes, whatever it holds; words are quoted
 * where commands are sent to a machine, so no shell ever reads a value.
 */
record Placeholders(Map<String, String> values) {
  private static final Set<String> COMMANDS = Set.of("argv", "reloadArgv");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{arg:([a-z][a-z0-9-]*)}");

  /** The same step with values in its commands. */
  JsonNode filled(JsonNode step) {
    if (step.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      step.forEach(one -> copy.add(filled(one)));
      return copy;
    }
    if (!step.isObject()) {
      return step;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    step.fieldNames()
        .forEachRemaining(
            name -> {
              JsonNode value = step.get(name);
              boolean command = COMMANDS.contains(name) && value.isArray();
              copy.set(name, command ? words(value) : filled(value));
            });
    return copy;
  }

  private ArrayNode words(JsonNode argv) {
    ArrayNode words = JsonNodeFactory.instance.arrayNode();
    argv.forEach(word -> words.add(word(word.asText())));
    return words;
  }

  private String word(String word) {
    Matcher placeholder = PLACEHOLDER.matcher(word);
    return placeholder.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new TreeException(
          "a step names the argument '" + name + "', which its operation lacks; compile again");
    }
    return value;
  }
}
