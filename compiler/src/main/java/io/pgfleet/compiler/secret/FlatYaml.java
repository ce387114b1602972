package io.pgfleet.compiler.secret;

import java.util.Iterator;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** A YAML document of few levels in which every scalar is a text. */
final class FlatYaml {
  private static final int DEEPEST = 16;

  private FlatYaml() {}

  /**
   * The maps, lists and texts of the document; null where there is none.
   *
   * @throws YamlEngineException when it is no YAML, has a second document or is too deep to be ours
   */
  static Object read(String text) {
    // every scalar is a text: a password of digits stays what it is
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    refuseDepth(text, settings);
    Iterator<Object> documents = new Load(settings).loadAllFromString(text).iterator();
    Object first = documents.hasNext() ? documents.next() : null;
    if (documents.hasNext()) {
      throw new YamlEngineException("a second document begins");
    }
    return first;
  }

  /** The loader calls itself for each level and would run out of stack. */
  private static void refuseDepth(String text, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST) {
        throw new YamlEngineException("is nested too deeply");
      }
    }
  }
}
