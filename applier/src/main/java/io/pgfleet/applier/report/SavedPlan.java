package io.pgfleet.applier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.plan.Plan;
import io.pgfleet.applier.plan.Selection;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A plan in a file, with what it was made for: it may be carried out only while tree and machines
 * are still as they were.
 */
public final class SavedPlan {
  private static final int SCHEMA_VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;

  private SavedPlan(JsonNode document) {
    this.document = document;
  }

  /**
   * Saves.
   *
   * @param hosts that take part; none for all
   */
  public static SavedPlan of(
      Tree tree, Plan plan, World world, List<String> hosts, Selection selection) {
    ObjectNode document = JSON.createObjectNode();
    document.put("schemaVersion", SCHEMA_VERSION).put("environment", tree.environment());
    document.put("commit", tree.commit().text()).put("tree", tree.digest());
    hosts.forEach(document.putArray("hosts")::add);
    selection.modules().forEach(document.putArray("modules")::add);
    ObjectNode nodes = document.putObject("nodes");
    world.nodes().forEach((host, state) -> nodes.put(host, state.fingerprint()));
    document.set("plan", read(new JsonReport().of(plan)));
    return new SavedPlan(document);
  }

  /**
   * @throws IllegalArgumentException when it is no saved plan of a known version
   */
  public static SavedPlan parse(String text) {
    JsonNode document = read(text);
    if (document.path("schemaVersion").asInt() != SCHEMA_VERSION || !document.has("nodes")) {
      throw new IllegalArgumentException("it is not a plan that this program saved");
    }
    return new SavedPlan(document);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("it is not a plan that this program saved", broken);
    }
  }

  public String text() {
    return document.toPrettyString() + "\n";
  }

  public List<String> hosts() {
    return words("hosts");
  }

  public Selection selection() {
    return Selection.of(new TreeSet<>(words("modules")));
  }

  private List<String> words(String name) {
    List<String> words = new ArrayList<>();
    document.path(name).forEach(word -> words.add(word.asText()));
    return words;
  }

  /** Why the tree is not the one of the plan; empty when it is. */
  public List<String> objections(Tree tree) {
    List<String> objections = new ArrayList<>();
    compare("environment", tree.environment(), objections);
    compare("commit", tree.commit().text(), objections);
    if (objections.isEmpty() && !document.path("tree").asText().equals(tree.digest())) {
      objections.add("the tree changed since the plan was saved; plan again");
    }
    return objections;
  }

  private void compare(String name, String now, List<String> objections) {
    String then = document.path(name).asText();
    if (!then.equals(now)) {
      objections.add(
          "the plan is for " + name + " '" + then + "', but it is '" + now + "'; plan again");
    }
  }

  /** Why the machines are not those of the plan; empty when they are. */
  public List<String> objections(World world) {
    List<String> objections = new ArrayList<>();
    world
        .nodes()
        .forEach(
            (host, state) -> {
              if (!document.path("nodes").path(host).asText("").equals(state.fingerprint())) {
                objections.add(host + " changed since the plan was saved; plan again");
              }
            });
    return objections;
  }

  /** Why there is something else to do now; empty when there is not. */
  public List<String> objections(Plan plan) {
    return document.path("plan").equals(read(new JsonReport().of(plan)))
        ? List.of()
        : List.of("there is something else to do than when the plan was saved; plan again");
  }
}
