package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.module.dialect.PlainText;
import java.util.List;

/** The public keys that may log in as administrator. */
record KeysView(List<Key> keys) {

  record Key(String line) {}

  static KeysView of(List<String> keys) {
    return new KeysView(keys.stream().map(key -> new Key(PlainText.line(key.strip()))).toList());
  }
}
