package io.pgfleet.compiler;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.tree.Sha256;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A digest of everything that a tree follows from: the fleet with its parameters, facts, revisions
 * of secrets and certificates. Keys of maps count in no order.
 */
final class InputDigest {
  private final StringBuilder text = new StringBuilder();
  private final Map<Class<?>, Method[]> accessors = new HashMap<>();

  private InputDigest() {}

  static String of(Fleet fleet) {
    InputDigest digest = new InputDigest();
    digest.add(fleet);
    return Sha256.of(digest.text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void add(Object value) {
    if (value instanceof Record record) {
      text.append(record.getClass().getSimpleName()).append('(');
      for (Method accessor : accessors.computeIfAbsent(record.getClass(), InputDigest::read)) {
        text.append(accessor.getName()).append('=');
        add(call(accessor, record));
      }
      text.append(')');
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      new TreeMap<>(map).forEach(this::add);
      text.append('}');
    } else if (value instanceof Collection<?> items) {
      text.append('[');
      items.forEach(this::add);
      text.append(']');
    } else if (value instanceof Optional<?> optional) {
      add(optional.isPresent() ? optional.get() : "-");
    } else {
      String plain = String.valueOf(value);
      text.append(plain.length()).append(':').append(plain).append(';');
    }
  }

  private void add(Object key, Object value) {
    add(key);
    add(value);
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
