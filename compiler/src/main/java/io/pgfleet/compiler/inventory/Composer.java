package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Builds located values from the parser's events.
 *
 * <p>Values are built from events and not from the library's nodes, because that is where depth,
 * aliases that refer to themselves and aliases that multiply can be stopped before they cost
 * anything.
 */
final class Composer {
  private static final int DEEPEST = 64;
  private static final int MOST = 1_000_000;

  private final Iterator<Event> events;
  private final String file;
  private final Diagnostics diagnostics;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int composed;

  /** A value that aliases refer to; no value yet while it is being composed. */
  private record Anchored(Optional<Value> value, int size) {}

  Composer(Iterator<Event> events, String file, Diagnostics diagnostics) {
    this.events = events;
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** The root of the only document; empty when there is none. */
  Optional<Value> document() {
    Optional<Value> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
        default -> {
          if (root.isPresent()) {
            throw stop("Y013", origin(event), "a second document begins", "keep one per file");
          }
          root = Optional.of(value(event, 0));
        }
      }
    }
    return root;
  }

  private Value value(Event event, int depth) {
    if (depth > DEEPEST) {
      throw stop("Y009", origin(event), "is nested deeper than " + DEEPEST, "flatten it");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    count(1, event);
    int before = composed;
    Optional<String> anchor = ((NodeEvent) event).getAnchor().map(one -> one.getValue());
    anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.empty(), 0)));
    Value value = content(event, depth);
    anchor.ifPresent(
        name -> anchors.put(name, new Anchored(Optional.of(value), composed - before + 1)));
    return value;
  }

  private Value content(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return Scalars.of(scalar, origin(event), diagnostics);
    }
    if (event instanceof CollectionStartEvent collection) {
      Scalars.refuseTag(collection.getTag(), origin(event), diagnostics);
    }
    if (event instanceof SequenceStartEvent) {
      return sequence(origin(event), depth);
    }
    return mapping((MappingStartEvent) event, depth);
  }

  private Value aliased(AliasEvent alias) {
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw stop(
          "Y007",
          origin(alias),
          "'*' begins an alias, and nothing is anchored by that name",
          "anchor it first with '&', or put the value in quotes");
    }
    count(anchored.size(), alias);
    return anchored
        .value()
        .orElseThrow(
            () ->
                stop("Y007", origin(alias), "the alias stands inside what it means", "remove it"));
  }

  private Value sequence(Origin origin, int depth) {
    List<Value> items = new ArrayList<>();
    for (Event event = events.next(); isNode(event); event = events.next()) {
      items.add(value(event, depth + 1));
    }
    return new Value.Sequence(origin, items);
  }

  private Value mapping(MappingStartEvent start, int depth) {
    Map<String, Setting> own = new LinkedHashMap<>();
    Map<String, Setting> merged = new LinkedHashMap<>();
    for (Event event = events.next(); isNode(event); event = events.next()) {
      boolean merge = event instanceof ScalarEvent key && key.isPlain() && isMerge(key);
      String name = merge ? "<<" : key(event, depth);
      Setting setting = new Setting(origin(event), value(events.next(), depth + 1));
      if (merge) {
        Merge.into(merged, setting, diagnostics);
      } else {
        add(own, name, setting);
      }
    }
    merged.putAll(own);
    return new Value.Mapping(origin(start), merged);
  }

  private static boolean isMerge(ScalarEvent key) {
    return key.getValue().equals("<<");
  }

  private String key(Event event, int depth) {
    Value key = value(event, depth + 1);
    if (key instanceof Value.Scalar scalar) {
      boolean number = scalar.is(Long.class) || scalar.is(BigInteger.class);
      return number ? scalar.content().orElseThrow().toString() : scalar.text();
    }
    throw stop("Y010", origin(event), "a key must be a single word", "write it as 'key: value'");
  }

  private void add(Map<String, Setting> settings, String name, Setting setting) {
    Setting first = settings.putIfAbsent(name, setting);
    if (first != null) {
      diagnostics.error(
          "Y006",
          setting.name(),
          "'" + name + "' is set twice; it was set first at " + first.name(),
          "remove one of them");
    }
  }

  private void count(int more, Event event) {
    composed = Math.addExact(composed, more);
    if (composed > MOST) {
      throw stop("Y008", origin(event), "has more than " + MOST + " values", "use fewer aliases");
    }
  }

  private static boolean isNode(Event event) {
    return event instanceof NodeEvent;
  }

  private Origin origin(Event event) {
    return event
        .getStartMark()
        .map(mark -> new Origin(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Origin.ofFile(file));
  }

  private ComposerStop stop(String code, Origin origin, String message, String remedy) {
    diagnostics.error(code, origin, message, remedy);
    return new ComposerStop();
  }
}
