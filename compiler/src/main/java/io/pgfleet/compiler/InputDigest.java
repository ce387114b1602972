package io.pgfleet.compiler;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.render.Sha256;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A digest of everything that a tree follows from: the fleet with its parameters, facts, revisions
 * of secrets and certificates. Keys of maps count in no order.
 *
 * <p>A record stands in the record around it as its own digest, so that what many hosts share is
 * digested once.
 */
final class InputDigest {
  private final Map<Class<?>, Method[]> accessors = new HashMap<>();
  private final Map<Record, String> known = new IdentityHashMap<>();

  private InputDigest() {}

  static String of(Fleet fleet) {
    return new InputDigest().digest(fleet);
  }

  private String digest(Record record) {
    String digest = known.get(record);
    if (digest == null) {
      StringBuilder text = new StringBuilder(record.getClass().getSimpleName());
      for (Method accessor : accessors.computeIfAbsent(record.getClass(), InputDigest::read)) {
        text.append(';').append(accessor.getName()).append('=');
        add(text, call(accessor, record));
      }
      digest = Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
      known.put(record, digest);
    }
    return digest;
  }

  private void add(StringBuilder text, Object value) {
    if (value instanceof Record record) {
      text.append('(').append(digest(record)).append(')');
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      new TreeMap<>(map)
          .forEach(
              (key, one) -> {
                add(text, key);
                add(text, one);
              });
      text.append('}');
    } else if (value instanceof Collection<?> items) {
      text.append('[');
      items.forEach(one -> add(text, one));
      text.append(']');
    } else if (value instanceof Optional<?> optional) {
      text.append(optional.isPresent() ? '+' : '-');
      optional.ifPresent(one -> add(text, one));
    } else {
      String plain = String.valueOf(value);
      text.append(plain.length()).append(':').append(plain).append(';');
    }
  }

  private static Object call(Method accessor, Record record) {
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("tried to read " + accessor + " but failed", e);
    }
  }

  private static Method[] read(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    Method[] methods = new Method[components.length];
    for (int i = 0; i < components.length; i++) {
      methods[i] = components[i].getAccessor();
      methods[i].setAccessible(true);
    }
    return methods;
  }
}
