package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters that one level sets, in the order of the files. */
public record Block(Level level, Origin origin, Map<String, Setting> settings) {
  public Block {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  static Block empty(Level level, Origin origin) {
    return new Block(level, origin, Map.of());
  }

  /** The same block with other settings. */
  public Block with(Map<String, Setting> replaced) {
    return new Block(level, origin, replaced);
  }
}
