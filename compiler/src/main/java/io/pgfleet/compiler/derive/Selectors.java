package io.pgfleet.compiler.derive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.pgfleet.compiler.inventory.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses members of a cluster by JMESPath over what the inventory says of them.
 *
 * <p>Defaults of the schema are not visible to a selector: a key that nobody wrote is null, and
 * null is false.
 */
final class Selectors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JacksonRuntime RUNTIME = new JacksonRuntime();
  private static final Pattern LITERAL = Pattern.compile("`((?:[^`\\\\]|\\\\.)*)`");
  private static final String HOST = "inventory_hostname";

  private final Map<String, Expression<JsonNode>> compiled;
  private final ArrayNode members = JsonNodeFactory.instance.arrayNode();

  /** The text is no JMESPath; the message is the text. */
  static final class InvalidSelector extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSelector(String text, Throwable cause) {
      super(text, cause);
    }
  }

  /** Clusters mostly have the same selectors, and compiling one is slow: they share them. */
  Selectors(List<Hosts.Host> hosts, Map<String, Expression<JsonNode>> compiled) {
    this.compiled = compiled;
    for (Hosts.Host host : hosts) {
      members.add(variables(host.scope()));
    }
  }

  private static ObjectNode variables(Scope scope) {
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    for (String name : scope.writtenNames()) {
      scope.written(name).ifPresent(one -> variables.set(name, JsonForm.visible(one.value())));
    }
    return variables.put(HOST, scope.host());
  }

  /** The addresses of those that the selector chooses. */
  Set<String> choose(String selector) throws InvalidSelector {
    Set<String> chosen = new LinkedHashSet<>();
    try {
      JsonNode result =
          compiled.computeIfAbsent(selector, one -> RUNTIME.compile(quoted(one))).search(members);
      result.forEach(one -> chosen.add(one.path(HOST).asText()));
      return chosen;
    } catch (JmesPathException e) {
      throw new InvalidSelector(selector, e);
    }
  }

  /** JSON literals between backticks may be written without their quotes. */
  static String quoted(String selector) {
    return LITERAL
        .matcher(selector)
        .replaceAll(match -> Matcher.quoteReplacement("`" + literal(match.group(1)) + "`"));
  }

  private static String literal(String text) {
    try {
      JSON.readTree(text.trim());
      return text.isBlank() ? "\"\"" : text;
    } catch (JsonProcessingException e) {
      return "\"" + text.trim().replace("\"", "\\\"") + "\"";
    }
  }
}
