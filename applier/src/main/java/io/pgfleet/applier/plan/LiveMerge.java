package io.pgfleet.applier.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgfleet.applier.tree.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has to change in a document that a service holds: leaf keys that we own are set, leaf keys
 * that we owned and dropped are taken out, others' keys stay.
 *
 * @param set values by leaf pointer, such as {@code /a/b}
 * @param drop leaf pointers to take out
 * @param before what the document held where it changes, by pointer; null where there was nothing
 */
public record LiveMerge(
    SortedMap<String, JsonNode> set, List<String> drop, SortedMap<String, JsonNode> before) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public LiveMerge {
    drop = List.copyOf(drop);
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
  }

  /**
   * What brings a document back.
   *
   * @param wanted a JSON merge patch, as {@link #back} made it
   * @param read the document as the service prints it; empty when that is no JSON object
   */
  public static Optional<LiveMerge> towards(JsonNode wanted, String read) {
    return object(read).map(live -> between(wanted, live, List.of()));
  }

  /** Empty when what was read is no JSON object. */
  public static Optional<LiveMerge> of(World world, Step step, String host, String read) {
    JsonNode desired = world.desired().documents().get(new Details(step).document());
    return desired == null
        ? Optional.empty()
        : object(read).map(live -> between(desired, live, owned(world, step, host)));
  }

  static Optional<JsonNode> object(String read) {
    try {
      return Optional.of(JSON.readTree(read)).filter(JsonNode::isObject);
    } catch (JsonProcessingException broken) {
      return Optional.empty();
    }
  }

  static LiveMerge between(JsonNode desired, JsonNode live, Iterable<String> owned) {
    SortedMap<String, JsonNode> wanted = leaves(desired);
    SortedMap<String, JsonNode> set = new TreeMap<>();
    wanted.forEach(
        (pointer, value) -> {
          if (!same(value, live.at(pointer))) {
            set.put(pointer, value);
          }
        });
    List<String> drop = new ArrayList<>();
    for (String pointer : owned) {
      boolean gone = wanted.keySet().stream().noneMatch(kept -> overlaps(kept, pointer));
      if (gone && !live.at(pointer).isMissingNode() && !live.at(pointer).isNull()) {
        drop.add(pointer);
      }
    }
    SortedMap<String, JsonNode> before = new TreeMap<>();
    set.keySet().forEach(pointer -> keep(pointer, live, before));
    drop.forEach(pointer -> keep(pointer, live, before));
    return new LiveMerge(set, drop, before);
  }

  /** Of what was not there, the highest part: taking that out leaves nothing of ours behind. */
  private static void keep(String pointer, JsonNode live, SortedMap<String, JsonNode> before) {
    for (int end = pointer.indexOf('/', 1); end > 0; end = pointer.indexOf('/', end + 1)) {
      String above = pointer.substring(0, end);
      if (!live.at(above).isObject()) {
        keepAt(above, live, before);
        return;
      }
    }
    keepAt(pointer, live, before);
  }

  private static void keepAt(String pointer, JsonNode live, SortedMap<String, JsonNode> before) {
    JsonNode value = live.at(pointer);
    before.put(
        pointer, value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value.deepCopy());
  }

  private static boolean overlaps(String one, String other) {
    return one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/");
  }

  /** Whether the newest memory of a document is what is desired now. */
  static boolean isRecorded(World world, Step step, String host) {
    SortedMap<String, JsonNode> wanted =
        leaves(world.desired().documents().get(new Details(step).document()));
    return world
        .newestMemory(step, host)
        .map(world.nodes()::get)
        .map(state -> isRecorded(state, step, wanted))
        .orElse(false);
  }

  private static boolean isRecorded(
      NodeState state, Step step, SortedMap<String, JsonNode> wanted) {
    SortedMap<String, String> sealed = new TreeMap<>();
    wanted.forEach((pointer, value) -> sealed.put(pointer, state.seal(value.toString())));
    Recorded.GroupMarks marks = state.recorded().groups().get(World.groupOf(step));
    return marks != null && sealed.equals(marks.documents().get(step.id()));
  }

  private static Iterable<String> owned(World world, Step step, String host) {
    return world
        .newestMemory(step, host)
        .map(member -> world.nodes().get(member).recorded().groups().get(World.groupOf(step)))
        .map(marks -> marks.documents().get(step.id()))
        .map(SortedMap::keySet)
        .<Iterable<String>>map(keys -> keys)
        .orElse(List.of());
  }

  /** Values by pointer; a list is a leaf, and so is null, which asks for a key to be absent. */
  public static SortedMap<String, JsonNode> leaves(JsonNode document) {
    SortedMap<String, JsonNode> leaves = new TreeMap<>();
    collect("", document, leaves);
    return leaves;
  }

  private static void collect(String at, JsonNode node, SortedMap<String, JsonNode> leaves) {
    if (!node.isObject()) {
      leaves.put(at, node);
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collect(
          at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
          field.getValue(),
          leaves);
    }
  }

  static boolean same(JsonNode wanted, JsonNode live) {
    if (wanted.isNumber() && live.isNumber()) {
      return wanted.decimalValue().compareTo(live.decimalValue()) == 0;
    }
    return wanted.isNull() ? live.isNull() || live.isMissingNode() : wanted.equals(live);
  }

  /** Pointers of all that changes. */
  public List<String> names() {
    List<String> names = new ArrayList<>(set.keySet());
    drop.forEach(pointer -> names.add(pointer + " (dropped)"));
    return names;
  }

  /** The change as a JSON merge patch (RFC 7386). */
  public ObjectNode patch() {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    set.forEach((pointer, value) -> put(patch, pointer, value));
    drop.forEach(pointer -> put(patch, pointer, JsonNodeFactory.instance.nullNode()));
    return patch;
  }

  /** The way back as a JSON merge patch. */
  public ObjectNode back() {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    before.forEach((pointer, value) -> put(patch, pointer, value));
    return patch;
  }

  private static void put(ObjectNode patch, String pointer, JsonNode value) {
    String[] names = pointer.substring(1).split("/");
    ObjectNode at = patch;
    for (int i = 0; i < names.length - 1; i++) {
      at = at.withObjectProperty(plain(names[i]));
    }
    at.set(plain(names[names.length - 1]), value);
  }

  private static String plain(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }
}
